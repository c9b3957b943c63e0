import { heaviest } from './profile.mjs'
import { peakLimit } from './stages.mjs'
import { mebibytes, ratio, seconds, table } from './table.mjs'

/** What each stage took, and what limits it. */
export function stageTable(results) {
  const head = ['stage', 'wall', 'CPU', 'queued', 'peak RSS', 'MB/s', 'limited by']
  const rows = results.map((result) => [
    result.name,
    seconds(result.seconds),
    seconds(result.cpuSeconds),
    seconds(result.queuedSeconds),
    mebibytes(result.peakBytes) + (result.peakBytes > peakLimit ? ' !' : ''),
    (result.bytes / 1e6 / result.seconds).toFixed(1),
    limitOf(result),
  ])
  return `${table([head, ...rows]).join('\n')}

CPU: user and system time of all threads. Queued: ready to run while other programs had the processor.
Peak RSS: VmHWM of the process (limit ${mebibytes(peakLimit)}). Files are in the cache of the system.
MB/s: of the backup for export, of the archive for verify and import.
`
}

/**
 * One core busy is 1; libuv threads (digests, deflate, files) may add to it. The time in which other programs had the
 * processor says nothing about the stage and is left out.
 */
function limitOf({ cpuSeconds, queuedSeconds, seconds: wall }) {
  const load = cpuSeconds / Math.max(wall - queuedSeconds, 0.001)
  const what =
    load >= 1.25 ? 'CPU, over one core' : load >= 0.8 ? 'CPU, one core' : load >= 0.5 ? 'CPU and disk' : 'disk'
  return `${what} (${load.toFixed(2)})`
}

/** What the bases took. Those that are not installed are named as skipped. */
export function baseTable(bases) {
  const rows = bases.map(({ name, result, bytes }) =>
    result === undefined
      ? [name, 'skipped: not installed', '', '']
      : [name, seconds(result.seconds), seconds(result.cpuSeconds), (bytes / 1e6 / result.seconds).toFixed(1)],
  )
  return `${table([['compared to', 'wall', 'CPU', 'MB/s'], ...rows]).join('\n')}\n`
}

/** How many times as long stages take as what they are compared to, by wall and by CPU. */
export function ratioTable(comparisons) {
  const rows = comparisons.map(([name, stage, parts]) => [
    name,
    ...['seconds', 'cpuSeconds'].map((field) => compare(stage, parts, field)),
  ])
  return table([['ratio', 'wall', 'CPU'], ...rows]).join('\n')
}

/** Records a second of an import, beside bulk inserts, its second run, and an import of a quarter of the size. */
export function importTable({ imported, again, quarterImported, records, small, whole }) {
  const perSecond = (count, value) => (count / value).toFixed(0)
  const rates = [
    ['import', records.all, imported],
    ['bulk insert, 200 rows a transaction', small.rows, small],
    ['bulk insert, one transaction', whole.rows, whole],
  ].map(([name, count, result]) => [
    name,
    String(count),
    seconds(result.seconds),
    seconds(result.cpuSeconds),
    perSecond(count, result.seconds),
    perSecond(count, result.cpuSeconds),
  ])
  const ratios = [
    ['import ÷ bulk insert, 200 rows a transaction', imported, small, 1],
    ['import ÷ bulk insert, one transaction', imported, whole, 1],
    ['second import ÷ first import', again, imported, 1],
    ['per record: import ÷ import of a quarter', imported, quarterImported, records.quarter / records.all],
  ].map(([name, one, other, factor]) => [
    name,
    ...['seconds', 'cpuSeconds'].map((field) => ratio((one[field] / other[field]) * factor)),
  ])
  return `
${table([['rows and records', 'count', 'wall', 'CPU', 'a second', 'a CPU second'], ...rates]).join('\n')}

A record is about two rows: its own, and one that says of which record it was made. The insert gets its rows ready made; the
import reads, checks, plans, rewrites references, keeps a journal, and verifies the archive first.

${table([['ratio', 'wall', 'CPU'], ...ratios]).join('\n')}`
}

function compare(stage, parts, field) {
  if (parts.some(({ result }) => result === undefined)) return 'skipped'
  return ratio(stage[field] / parts.reduce((sum, { result }) => sum + result[field], 0))
}

/** Where the time of a stage went, by its CPU profile. */
export function profileOf({ name, profileDir }) {
  const { functions, owners } = heaviest(profileDir)
  const line = (row) => `  ${(row.share * 100).toFixed(1).padStart(5)} %  ${row.name}`
  return `\n${name}: time by package\n${owners.map(line).join('\n')}\n${name}: heaviest functions\n${functions.map(line).join('\n')}`
}
