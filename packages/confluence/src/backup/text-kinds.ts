/** Where a text stands: what is markup in it depends on that. */
export type TextPlace = 'text' | 'cdata' | 'attribute'

/** What a byte asks for when text is decoded. Bytes of kind 0 stand for themselves. */
export const control = 1
export const carriageReturn = 2
export const ampersand = 4
export const bracket = 8
export const nonAscii = 16
/** The first byte of U+FFFE and U+FFFF, among others. */
export const highPlane = 32
/** TAB and line feed, which become spaces in an attribute. */
export const tabOrLine = 64

/** Kinds per byte; the kinds of a text are those of its bytes, joined by `|`. */
export const kindOf: Uint8Array = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte === 0x09 || byte === 0x0a) return tabOrLine
  if (byte === 0x0d) return carriageReturn
  if (byte < 0x20) return control
  if (byte === 0x26) return ampersand
  if (byte === 0x5d) return bracket
  if (byte === 0xef) return nonAscii | highPlane
  return byte >= 0x80 ? nonAscii : 0
})

/** What was changed while decoding, at which byte of the file. */
export type TextFinding =
  | { readonly type: 'control-character'; readonly offset: number; readonly code: number }
  | { readonly type: 'lone-surrogate'; readonly offset: number; readonly code: number }
  | { readonly type: 'invalid-utf8'; readonly offset: number; readonly length: number }

export interface TextContext {
  readonly bytes: Buffer
  /** Offset of the first of `bytes` in the file. */
  readonly base: number
  readonly onText: (finding: TextFinding) => void
}
