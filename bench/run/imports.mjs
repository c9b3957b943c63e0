import path from 'node:path'
import { generatorCounts } from '../backup/options.mjs'
import { measureNode } from './measure.mjs'
import { importTable, stageTable } from './report.mjs'
import { sizeOf } from './stages.mjs'

/** Imports the archive of the backup, twice, and that of a quarter of it. */
export async function measureImports(stages, { sizes }) {
  const { at } = stages
  const quarter = Object.fromEntries(
    Object.entries(sizes).map(([name, value]) => [
      name,
      generatorCounts.has(name) ? String(Math.ceil(value / 4)) : value,
    ]),
  )
  await stages.generate('quarter', quarter)
  const run = async (name, backup, { pages }) => {
    const options = { pages: Number(pages), bytes: () => sizeOf(at(`${backup}.crate.zip`)) }
    const places = [at(`${backup}.crate.zip`), '--to', at(`site-${backup}`), '--work', at(`work-${backup}`)]
    return await stages.run(name, ['import', ...places, '--yes'], options)
  }
  await stages.ask(['site', 'create', at('site-backup')])
  const imported = await run('import', 'backup', sizes)
  const again = imported === undefined ? undefined : await run('import again', 'backup', sizes)
  if (again === undefined) return
  const quarterExported = await stages.export('a quarter: export', 'quarter', { pages: Number(quarter.pages) })
  if (quarterExported === undefined) return
  await stages.ask(['site', 'create', at('site-quarter')])
  const quarterImported = await run('a quarter: import', 'quarter', quarter)
  if (quarterImported === undefined) return
  console.log(`\n${stageTable([imported, again, quarterExported, quarterImported])}`)
  const records = {
    all: (await stages.contentsOf('backup')).records,
    quarter: (await stages.contentsOf('quarter')).records,
  }
  console.log(importTable({ imported, again, quarterImported, records, ...(await measureInserts(stages)) }))
}

/** The rows of the site once more, by one prepared statement for each table. */
async function measureInserts({ at, scratch }) {
  const script = path.resolve(import.meta.dirname, '../bulk-insert.mjs')
  const insert = async (rows) => {
    const args = [at('site-backup'), at(`inserted-${rows}.sqlite`), String(rows)]
    const { code, output } = await measureNode(script, args, { scratch })
    if (code !== 0) throw new Error(`The rows could not be inserted: ${output}`)
    return JSON.parse(output)
  }
  return { small: await insert(200), whole: await insert(0) }
}
