import { decodeCharacterReferences } from '@spacecrate/confluence'
import type { ObjectContext } from './read-context.js'

const mention = /ri:(userkey|account-id|username)="([^"<]{1,300})"/g

/**
 * Notes whom a text mentions, where only those are taken who are named: an import maps mentions by the records of
 * people. A mention of somebody that the backup doesn't know makes no record.
 */
export function noteMentions(context: ObjectContext, text: string): void {
  if (context.wholeSite || (!text.includes('ri:user') && !text.includes('ri:account-id'))) return
  for (const [, kind, value] of text.matchAll(mention)) {
    if (value !== undefined) context.people.note(kind === 'username' ? 'name' : 'key', decodeCharacterReferences(value))
  }
}
