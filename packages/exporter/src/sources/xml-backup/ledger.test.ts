import { expect, it } from 'vitest'
import { Ledger } from './ledger.js'

it('knows how many objects are explained, each once, whatever is said of it later', () => {
  const ledger = Ledger.of(4)
  const after = (change: () => void): number => {
    change()
    return ledger.explained
  }
  expect(after(() => ledger.set(1, 'taken'))).toBe(0)
  expect(after(() => ledger.set(1, 'recorded'))).toBe(1)
  expect(after(() => ledger.settle(2, 'merged'))).toBe(2)
  expect(after(() => ledger.settle(2, 'omitted'))).toBe(2)
  expect(after(() => ledger.refuse(1))).toBe(2)
  expect(after(() => ledger.set(2, 'none'))).toBe(1)
})
