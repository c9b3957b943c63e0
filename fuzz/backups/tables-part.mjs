// CSV exports: one to three changes to cells and columns, sometimes one to the bytes of a table behind them.
import { cpSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { command } from '../in-process.mjs'
import { firstNumbers } from '../parts.mjs'
import { randomFor } from '../random.mjs'
import { exportChanged } from './export-changed.mjs'
import { lostTexts, omissionLines } from './lost-texts.mjs'
import { byteMutations, cellMutations, harmless } from './table-mutations.mjs'
import { base, objectsOfTables, readTables, textOfTable } from './tables.mjs'

export const part = {
  async prepare(dir) {
    const archive = path.join(dir, 'kiln-csv.crate.zip')
    const { exit } = await command(['export', '--from', base, '-o', archive, '--work', path.join(dir, 'work')])
    if (exit !== 0) throw new Error(`${base} is not exported: ${exit}`)
    return await lostTexts(objectsOfTables(readTables()), archive)
  },
  numbers: (asked = 1000) => firstNumbers(asked),
  async trial({ seed, number, dir, shared }) {
    const random = randomFor(seed, 'tables', number)
    const tables = readTables()
    const done = []
    const change = (mutations, ...rest) => {
      const name = random.pick(Object.keys(mutations))
      const what = mutations[name](random, ...rest)
      done.push(typeof what === 'string' ? `${name}: ${what}` : name)
      return what
    }
    for (let left = random.below(3); left > 0; left--) change(cellMutations, tables)
    const files = new Map(tables.map((table) => [table.name, Buffer.from(textOfTable(table))]))
    let broken
    const share = random.next()
    if (done.length === 0 || share < 0.3) {
      broken = random.pick([...files.keys()])
      files.set(broken, change(byteMutations, files.get(broken)))
      done.push(`of ${broken}`)
    } else if (share < 0.5) {
      const name = random.pick([...files.keys()])
      const how = random.pick(Object.keys(harmless))
      files.set(name, harmless[how](files.get(name)))
      done.push(`${how} of ${name}`)
    }
    const backup = path.join(dir, 'backup')
    for (const name of readdirSync(base)) {
      if (!files.has(name)) cpSync(path.join(base, name), path.join(backup, name), { recursive: true })
    }
    for (const [name, bytes] of files) writeFileSync(path.join(backup, name), bytes)
    const objects = objectsOfTables(tables)
    const { outcome, problems, archive } = await exportChanged(dir, backup, objects, shared, broken)
    if (outcome === 'complete') problems.push(...(await silentColumns(tables, archive, broken)))
    rmSync(dir, { recursive: true, force: true })
    return { name: done.join('; '), outcome, problems }
  },
}

/** Columns of nobody with something in them, for which there is no line. */
async function silentColumns(tables, archive, broken) {
  const lines = await omissionLines(archive)
  return tables
    .filter(({ name }) => name !== broken && name !== 'links.csv')
    .flatMap(({ name, columns, rows }) =>
      columns
        .filter((column, at) => column.startsWith('kiln_') && rows.some((row) => (row[at] ?? '') !== ''))
        .filter(
          (column) =>
            !lines.some((line) => line.includes(column) || line.includes(`"${name}"`) || line.includes(`${name} `)),
        )
        .map((column) => `column ${column} of ${name} has no line`),
    )
}
