import { BackupError } from './error.js'
import { shown } from './shown.js'

/**
 * Where the text begins behind a byte order mark.
 *
 * @param head the first four bytes, fewer where the file has fewer
 * @throws BackupError XML_ENCODING for UTF-16 and UTF-32
 */
export function detectEncoding(head: Buffer): number {
  const [a, b, c, d] = head
  if (a === 0xef && b === 0xbb && c === 0xbf) return 3
  if ((a === 0xff && b === 0xfe && c === 0 && d === 0) || (a === 0 && b === 0)) throw wrongEncoding('UTF-32')
  if ((a === 0xfe && b === 0xff) || (a === 0 && b === 0x3c)) throw wrongEncoding('UTF-16 (big endian)')
  if ((a === 0xff && b === 0xfe) || (a === 0x3c && b === 0)) throw wrongEncoding('UTF-16 (little endian)')
  return 0
}

/**
 * Checks the encoding that an XML declaration names.
 *
 * @throws BackupError XML_ENCODING for all but UTF-8 and its subset ASCII
 */
export function readDeclaration(declaration: string): void {
  const encoding = /\sencoding\s*=\s*(?:"([^"]*)"|'([^']*)')/.exec(declaration)
  const name = encoding?.[1] ?? encoding?.[2] ?? 'UTF-8'
  if (!/^(?:utf-?8|us-ascii|ascii)$/i.test(name)) throw wrongEncoding(name)
}

function wrongEncoding(encoding: string): BackupError<'XML_ENCODING'> {
  return new BackupError('XML_ENCODING', `The file entities.xml is in ${shown(encoding)}, not in UTF-8; convert it`, {
    encoding,
  })
}
