import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { importLists } from './import-lists.js'

it('has every list in the guide, and no other', async () => {
  const guide = await readFile(new URL('../../../../docs/guides/reports.md', import.meta.url), 'utf8')
  const [, table = ''] = guide.split('## The lists')
  const named = table
    .split('## For programs')[0]
    ?.split('\n')
    .filter((line) => line.startsWith('| `'))
    .flatMap((line) => [...(line.split('|')[1] ?? '').matchAll(/`(\w+)`/g)].map(([, name]) => name))
  expect(named).toEqual(Object.keys(importLists))
})
