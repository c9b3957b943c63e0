import { writeCsvTables } from '../backup/csv-tables.mjs'
import { ratio, table } from './table.mjs'

/** Exports the backup once more, written as CSV tables, and sets what a record takes beside what it takes from XML. */
export async function measureTables(stages) {
  const fromXml = stages.results.find(({ name }) => name === 'export')
  const { records: ofXml } = await stages.contentsOf('backup')
  await writeCsvTables(stages.at('backup'), stages.at('tables'))
  const fromTables = await stages.export('export of CSV tables', 'tables')
  if (fromTables === undefined) return
  const { records } = await stages.contentsOf('tables')
  const row = ([name, count, result]) => [
    name,
    String(count),
    ...['seconds', 'cpuSeconds'].map((field) => `${((result[field] / count) * 1e6).toFixed(0)} µs`),
    `${(result.peakBytes / 2 ** 20).toFixed(0)} MiB`,
  ]
  const rows = [
    ['XML', ofXml, fromXml],
    ['CSV tables', records, fromTables],
  ].map(row)
  console.log(`\n${table([['export', 'records', 'wall a record', 'CPU a record', 'peak RSS'], ...rows]).join('\n')}\n`)
  const ratios = ['seconds', 'cpuSeconds'].map((field) =>
    ratio((fromTables[field] / records) * (ofXml / fromXml[field])),
  )
  console.log(
    table([
      ['ratio', 'wall', 'CPU'],
      ['per record: CSV tables ÷ XML', ...ratios],
    ]).join('\n'),
  )
}
