import { expect, it } from 'vitest'
import { KeyFilter } from './key-filter.js'

const bytes = (id: string): Uint8Array => new TextEncoder().encode(id)

it('knows every key that was added, and nearly none of the others', () => {
  const filter = new KeyFilter()
  const added = Array.from({ length: 50_000 }, (_, n) => bytes(`version:page:${n * 7}/${n % 9}`))
  const others = Array.from({ length: 50_000 }, (_, n) => bytes(`version:post:${n * 7}/${n % 9}`))
  for (const id of added) filter.add(id)
  expect(added.every((id) => filter.mayHave(id))).toBe(true)
  expect(others.filter((id) => filter.mayHave(id)).length).toBeLessThan(50)
})

it('has nothing at first', () => {
  expect(new KeyFilter().mayHave(bytes('page:1'))).toBe(false)
})
