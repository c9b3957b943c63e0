const loneSurrogate = /\p{Surrogate}/u

/**
 * UTF-8 of a text. A lone surrogate, which UTF-8 can't say, becomes the three bytes that its number would have (WTF-8):
 * so different texts always have different bytes, whatever a source puts into its names.
 */
export function textBytes(text: string): Buffer {
  return loneSurrogate.test(text) ? Buffer.concat(Array.from(text, pointBytes)) : Buffer.from(text, 'utf8')
}

/** The text that `textBytes` made these bytes of. */
export function textOfBytes(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let text = ''
  let start = 0
  for (let i = buffer.indexOf(0xed); i !== -1; i = buffer.indexOf(0xed, i + 1)) {
    const second = buffer[i + 1] ?? 0
    const third = buffer[i + 2] ?? 0
    if (second < 0xa0 || second > 0xbf || third < 0x80 || third > 0xbf) continue
    text += buffer.toString('utf8', start, i) + String.fromCharCode(0xd000 | ((second & 0x3f) << 6) | (third & 0x3f))
    start = i + 3
    i += 2
  }
  return start === 0 ? buffer.toString('utf8') : text + buffer.toString('utf8', start)
}

function pointBytes(character: string): Buffer {
  const point = character.codePointAt(0) ?? 0
  return point >= 0xd800 && point <= 0xdfff
    ? Buffer.from([0xe0 | (point >> 12), 0x80 | ((point >> 6) & 0x3f), 0x80 | (point & 0x3f)])
    : Buffer.from(character, 'utf8')
}
