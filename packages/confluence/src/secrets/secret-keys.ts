/** Part of the name of a key in a URL behind which a secret stands, its letters and digits alone. */
const secretPart =
  /passw|passphrase|secret|token|credential|signature|jwt|sessionid|(?:api|access|private|secret|auth|consumer|shared|subscription|licen[cs]e|security|function)key/

/** Whole names. `os_username` goes with `os_password`; the rest are what services call a password or a signature. */
const secretNames: ReadonlySet<string> = new Set(
  'pass pwd pw passcode sig hmac auth authorization bearer sid osusername samlresponse assertion'.split(' '),
)

/** `key` means a space or an issue in Confluence; a long one with letters and digits is a key to a service. */
const longKey = /^(?!~|%7e)(?=.*\d)(?=.*[a-z])[\w.-]{20,}$/i

/** True for a key in a query behind which a secret stands. */
export function isSecretKey(name: string, value: string): boolean {
  const bare = name.toLowerCase().replace(/[^a-z0-9]/g, '')
  return secretPart.test(bare) || secretNames.has(bare) || (bare === 'key' && longKey.test(value))
}

/**
 * Addresses whose path is the secret: how to know one, and the part that is kept and the part that goes. The private
 * address of a calendar (Google, Team Calendars, Outlook) and the webhooks of Slack, Discord and Teams.
 */
export const privatePaths: readonly (readonly [known: RegExp, secret: RegExp])[] = [
  [/\/private-[0-9a-f]{8}/i, /(\/private-)[0-9a-f]+/gi],
  [/\/subcalendar\/private\//i, /(\/subcalendar\/private\/)[^/?#\s"'<>]+/gi],
  [/\/owa\/calendar\//i, /(\/owa\/calendar\/)[^?#\s"'<>]+/gi],
  [/\/\/hooks\.slack\.com\//i, /(\/\/hooks\.slack\.com\/\w+\/)[^?#\s"'<>]+/gi],
  [/\/\/discord(?:app)?\.com\/api\//i, /(\/\/discord(?:app)?\.com\/api\/(?:v\d+\/)?webhooks\/)[^?#\s"'<>]+/gi],
  [/\/webhook(?:b2)?\//i, /(\/\/[\w.-]+\.office\.com\/webhook(?:b2)?\/)[^?#\s"'<>]+/gi],
]
