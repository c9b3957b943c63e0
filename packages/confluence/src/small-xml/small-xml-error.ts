/** Why a document was refused: XML that we never take, more of it than the limits allow, or no XML. */
export type SmallXmlReason = 'forbidden' | 'too large' | 'not well-formed'

/**
 * A small XML document that was refused, before anything of it was used. The message names no text of the document, which
 * may be a secret. Callers turn it into the omission or the error that fits.
 */
export class SmallXmlError extends Error {
  override readonly name = 'SmallXmlError'
  readonly reason: SmallXmlReason
  /** Where in the text, in UTF-16 units from its start. */
  readonly offset: number

  constructor(reason: SmallXmlReason, offset: number, problem: string) {
    super(`The XML is ${reason} at character ${offset}: ${problem}`)
    this.reason = reason
    this.offset = offset
  }
}
