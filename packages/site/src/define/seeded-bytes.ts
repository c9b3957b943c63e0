/** Numbers that look random and are the same for the same seed, each from 0 to 2³²−1: splitmix32. */
export function seededNumbers(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x9e37_79b9) >>> 0
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0_aaad)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a_2d97)
    return (mixed ^ (mixed >>> 15)) >>> 0
  }
}

const chunkBytes = 64 * 1024

/** So many bytes that follow from a seed, the same on every machine, a piece at a time. */
export function* seededBytes(bytes: number, seed: number): Generator<Uint8Array> {
  const next = seededNumbers(seed)
  for (let left = bytes; left > 0; left -= chunkBytes) {
    const size = Math.min(left, chunkBytes)
    const chunk = Buffer.alloc(Math.ceil(size / 4) * 4)
    for (let at = 0; at < size; at += 4) chunk.writeUInt32LE(next(), at)
    yield chunk.subarray(0, size)
  }
}
