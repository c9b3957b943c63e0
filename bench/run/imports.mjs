import path from 'node:path'
import { generatorCounts } from '../backup/options.mjs'
import { measureNode, measureProgram } from './measure.mjs'
import { importTable, ratioTable, stageTable } from './report.mjs'
import { sizeOf } from './stages.mjs'

/**
 * Imports the archive of the backup, twice, checks it, and imports that of a quarter of it; and sets that beside what the
 * build in `against` takes with the archive that it wrote itself.
 */
export async function measureImports(stages, { sizes, against }) {
  const { at } = stages
  const ours = await importAndCheck(stages, { backup: 'backup', site: 'site-backup', work: 'work-backup', sizes })
  if (ours === undefined) return
  const quarter = Object.fromEntries(
    Object.entries(sizes).map(([name, value]) => [
      name,
      generatorCounts.has(name) ? String(Math.ceil(value / 4)) : value,
    ]),
  )
  await stages.generate('quarter', quarter)
  const quarterExported = await stages.export('a quarter: export', 'quarter', { pages: Number(quarter.pages) })
  if (quarterExported === undefined) return
  await stages.ask(['site', 'create', at('site-quarter')])
  const ofQuarter = { backup: 'quarter', site: 'site-quarter', work: 'work-quarter', sizes: quarter }
  const quarterImported = await importOnce(stages, 'a quarter: import', ofQuarter)
  if (quarterImported === undefined) return
  const other =
    against === undefined
      ? undefined
      : await importAndCheck(stages, {
          backup: 'backup-other',
          site: 'site-other',
          work: 'work-other',
          sizes,
          build: against,
          prefix: 'other build: ',
        })
  const { imported, again, checked } = ours
  const others = other === undefined ? [] : [other.imported, other.again, other.checked]
  console.log(`\n${stageTable([imported, again, checked, quarterExported, quarterImported, ...others])}`)
  const records = {
    all: (await stages.contentsOf('backup')).records,
    quarter: (await stages.contentsOf('quarter')).records,
  }
  const inserts = await measureInserts(stages)
  const copied = await measureProgram('cp', ['-r', at('site-backup/blobs'), at('blobs-copy')])
  console.log(importTable({ imported, again, quarterImported, records, ...inserts }))
  const beside = [
    ['import ÷ (bulk insert, one transaction + cp of the blobs)', imported, [inserts.whole, copied]],
    ['check ÷ bulk insert, one transaction', checked, [inserts.whole]],
    ...(other === undefined
      ? []
      : [
          ['import of the other build ÷ import', other.imported, [imported]],
          ['check of the other build ÷ check', other.checked, [checked]],
          ['second import ÷ first import of the other build', again, [other.imported]],
        ]),
  ]
  console.log(ratioTable(beside.map(([name, one, parts]) => [name, one, parts.map((result) => ({ result }))])))
}

/** Imports an archive into a new site, twice, and checks what is there; `undefined` if one of them failed. */
async function importAndCheck(stages, { prefix = '', ...how }) {
  await stages.ask(['site', 'create', stages.at(how.site)], how.build)
  const imported = await importOnce(stages, `${prefix}import`, how)
  const again = imported && (await importOnce(stages, `${prefix}import again`, how))
  const checked = again && (await run(stages, `${prefix}check`, 'check', how))
  return checked && { imported, again, checked }
}

async function importOnce(stages, name, how) {
  return await run(stages, name, 'import', how)
}

async function run(stages, name, command, { backup, site, work, sizes, build }) {
  const { at } = stages
  const archive = at(`${backup}.crate.zip`)
  const options = { build, pages: Number(sizes.pages), bytes: () => sizeOf(archive) }
  const places = [archive, '--to', at(site), '--work', at(work)]
  return await stages.run(name, [command, ...places, ...(command === 'import' ? ['--yes'] : [])], options)
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
