/** The lines of some bytes, without their line feeds. A last line without one is a line as well. */
export function* splitLines(bytes: Buffer): Generator<Buffer, void> {
  for (let start = 0; start < bytes.length;) {
    const feed = bytes.indexOf(0x0a, start)
    const end = feed === -1 ? bytes.length : feed
    yield bytes.subarray(start, end)
    start = end + 1
  }
}
