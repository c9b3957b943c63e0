/** Words in the name of a key or field behind which a secret may stand: password, licence, key of an account … */
export const secretWord: RegExp =
  /passw|passphrase|secret|token|credential|licen[cs]e|private[._-]?key|api[._-]?key|consumer[._-]?key|crypter|jwt|\bauth\b|oauth|server\.id$/i

/** JSON in a text, with a key behind which a secret may stand. */
const secretJson =
  /"[^"\n]{0,60}(?:passw|secret|token|credential|private_?key|api_?key)[^"\n]{0,60}"\s{0,20}:\s{0,20}"[^"]/i

/**
 * True for a name behind which a secret may stand. What is carried is named by the tables beside; this is the second
 * door, for groups of keys of which not every member is known.
 */
export function namesSecret(name: string): boolean {
  return secretWord.test(name)
}

/** True for a text that shows a secret by its form: JSON with a key that names one. URLs are another matter. */
export function showsSecret(text: string): boolean {
  return secretJson.test(text)
}
