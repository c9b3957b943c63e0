import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ContentRoot } from './content-root.js'

function sha256(...parts: readonly Buffer[]): Buffer {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}

/** The recursive definition, word by word. */
function rootOf(digests: readonly Buffer[]): Buffer {
  const [first] = digests
  if (first === undefined) return sha256()
  if (digests.length === 1) return sha256(Buffer.from([0]), first)
  let left = 1
  while (left * 2 < digests.length) left *= 2
  return sha256(Buffer.from([1]), rootOf(digests.slice(0, left)), rootOf(digests.slice(left)))
}

describe('ContentRoot', () => {
  it('is SHA-256 of nothing for no leaves', () => {
    expect(new ContentRoot().hex()).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
  })

  // Computed with another language.
  it.each([
    [1, 'd9de27625445003d8a9739a851e3ff8d41c0683630b4d63a88327a6aaa37c409'],
    [2, '604d540f09268b91672ab011394d5266ccd7d4484d0d109411a55848126a1b2c'],
    [3, 'd1f13800048f5909d4043fc0c152f6643280cba608b672715e56ce159a20629f'],
    [7, 'bee2275db16667589a4515f63e0d053a2fa602c1d9f9703e98920a5bdad59baf'],
  ])('has a known value for %i leaves, the digests of the bytes 0, 1, 2 …', (n, expected) => {
    const root = new ContentRoot()
    for (let i = 0; i < n; i += 1) root.add(sha256(Buffer.from([i])))
    expect(root.hex()).toBe(expected)
  })

  it('equals the recursive definition for every number of leaves, at every moment', () => {
    const digests = Array.from({ length: 130 }, (_, i) => sha256(Buffer.from([i])))
    const root = new ContentRoot()
    for (const [i, digest] of digests.entries()) {
      expect(root.hex()).toBe(rootOf(digests.slice(0, i)).toString('hex'))
      root.add(digest)
    }
    expect(root.leaves).toBe(130)
  })

  it('is what the specification says in its example', () => {
    const example = readFileSync(new URL('../../../docs/format.md', import.meta.url), 'utf8')
    const values = [
      '{"id":"site:source","product":"unknown"}',
      '{"id":"space:1","key":"ONE","kind":"global","status":"current"}',
      'a small file',
    ]
    const root = new ContentRoot()
    for (const value of values) {
      const digest = sha256(Buffer.from(value))
      expect(example).toContain(`| \`${value}\` | \`${digest.toString('hex')}\` |`)
      root.add(digest)
    }
    expect(example).toMatch(new RegExp(`content root = .* \\| \`${root.hex()}\` \\|`))
  })

  it('tells a leaf from a node, and one order from another', () => {
    const [a, b] = [sha256(Buffer.from('a')), sha256(Buffer.from('b'))]
    const of = (...digests: readonly Buffer[]): string => {
      const root = new ContentRoot()
      for (const digest of digests) root.add(digest)
      return root.hex()
    }
    expect(of(a, b)).not.toBe(of(b, a))
    expect(of(Buffer.from(of(a, b), 'hex'))).not.toBe(of(a, b))
  })
})
