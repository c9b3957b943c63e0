import { type BackupObject, textOf } from '@spacecrate/confluence'
import { showsSecret } from './secret-words.js'
import { childText, readXStream } from './xstream.js'

const loopback = /^(?:localhost|127\..*|\[::1\])$/

/**
 * The address of the site, which the general configuration in a site export of Data Center and Server says. Undefined
 * for any other setting, and for an address of the server itself, which nobody's links lead to.
 */
export function baseUrlOf(setting: BackupObject): string | undefined {
  if (textOf(setting, 'context') !== '_GLOBAL' || textOf(setting, 'key') !== 'atlassian.confluence.settings') {
    return undefined
  }
  const root = readXStream(textOf(setting, 'value') ?? '')
  const url = root && childText(root, 'baseUrl')?.trim()
  if (url === undefined || url.length > 1000 || showsSecret(url) || !URL.canParse(url)) return undefined
  const { protocol, hostname } = new URL(url)
  return /^https?:$/.test(protocol) && !loopback.test(hostname) ? url : undefined
}
