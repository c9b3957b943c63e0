import { type BackupObject, type CleanText, textOf, urlWithoutSecrets } from '@spacecrate/confluence'
import { childText, readXStream } from './xstream.js'

const loopback = /^(?:localhost|127\..*|\[::1\])$/

/**
 * The address of the site, which the general configuration in a site export of Data Center and Server says, without
 * secrets. Undefined for any other setting, and for an address of the server itself, which nobody's links lead to.
 */
export function baseUrlOf(setting: BackupObject): CleanText | undefined {
  if (textOf(setting, 'context') !== '_GLOBAL' || textOf(setting, 'key') !== 'atlassian.confluence.settings') {
    return undefined
  }
  const root = readXStream(textOf(setting, 'value') ?? '')
  const said = root && childText(root, 'baseUrl')?.trim()
  if (said === undefined || said.length > 1000) return undefined
  const url = urlWithoutSecrets(said)
  if (!URL.canParse(url.text)) return undefined
  const { protocol, hostname } = new URL(url.text)
  return /^https?:$/.test(protocol) && !loopback.test(hostname) ? url : undefined
}
