/** True where `<![CDATA[` begins. */
export function isCdata(bytes: Buffer, at: number): boolean {
  return (
    bytes[at + 1] === 0x21 &&
    bytes[at + 2] === 0x5b &&
    bytes[at + 3] === 0x43 &&
    bytes[at + 4] === 0x44 &&
    bytes[at + 5] === 0x41 &&
    bytes[at + 6] === 0x54 &&
    bytes[at + 7] === 0x41 &&
    bytes[at + 8] === 0x5b
  )
}

/** White space as XML knows it. */
export function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09
}

/** True for a byte that can't go on the name of an element. */
export function endsName(byte: number): boolean {
  return isSpace(byte) || byte === 0x3e || byte === 0x2f
}
