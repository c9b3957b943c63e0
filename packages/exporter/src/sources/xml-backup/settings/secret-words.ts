/** Words in the name of a key or field behind which a secret may stand: password, licence, key of an account … */
export const secretWord: RegExp =
  /passw|passphrase|secret|token|credential|licen[cs]e|private[._-]?key|api[._-]?key|consumer[._-]?key|crypter|jwt|\bauth\b|oauth|server\.id$/i

/** A URL that carries a name and a password. */
const secretUrl = /:\/\/[^/\s:@]{1,200}:[^/\s@]{1,200}@/

/**
 * True for a name behind which a secret may stand. What is carried is named by the tables beside; this is the second
 * door, for groups of keys of which not every member is known.
 */
export function namesSecret(name: string): boolean {
  return secretWord.test(name)
}

/** True for a text that shows a secret by its form: a URL with a password in it. */
export function showsSecret(text: string): boolean {
  return secretUrl.test(text)
}
