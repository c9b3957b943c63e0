import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const root = fileURLToPath(new URL('.', import.meta.url))

/** The sources, without tests and what tests need. */
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts') && !path.startsWith('testing/'))

/** The folder of a file; a file at the root stands for itself. */
function roomOf(path: string): string {
  const folder = dirname(path)
  return folder === '.' ? path : folder
}

/** The rooms that each room imports from, with one import that shows it. */
function importsByRoom(): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const found = new Map<string, Map<string, string>>()
  for (const path of sources) {
    const room = roomOf(path)
    const imports = found.get(room) ?? new Map<string, string>()
    found.set(room, imports)
    for (const [, said = ''] of readFileSync(join(root, path), 'utf8').matchAll(/from '(\.[^']+)\.js'/g)) {
      const imported = normalize(join(dirname(path), `${said}.ts`))
      if (roomOf(imported) !== room) imports.set(roomOf(imported), `${path} imports ${imported}`)
    }
  }
  return found
}

it('no folder imports from one that imports it, however long the way', () => {
  const imports = importsByRoom()
  const circles: string[] = []
  for (const room of imports.keys()) {
    const reached = new Map<string, readonly string[]>([[room, []]])
    for (const [at, way] of reached) {
      for (const [next, shown] of imports.get(at) ?? []) {
        if (next === room) circles.push([...way, shown].join(', '))
        if (!reached.has(next)) reached.set(next, [...way, shown])
      }
    }
  }
  expect(imports.size).toBeGreaterThan(10)
  expect(circles).toEqual([])
})
