// Measures what the tool does with a generated backup, each stage as a process of its own under a heap of 256 MiB, and sets it
// beside the least that such work can cost on this machine, in the same minute.
//
//   npm run bench [-- --full] [--against DIR] [--without-import] [--csv] [--profile]
//     [--keep] [--dir DIR]
//     [--pages 2000] [--versions N] [--comments N] [--attachments N] [--attachments-bytes N] [--users N] [--dialect A1|C] [--seed N]
//     [--history N] [--likes N] [--long-id] [--large-body MEGABYTES]
//   npm run bench -- --linear [--pages 40000] [--against DIR]
//   npm run bench -- --long-csv [--rows 30000000] [--cell-bytes 2147483648]
//
// --full is 20,000 pages of three versions each with 40,000 comments and 25,000 small files (30,000 versions of them, 240 MB).
// --against DIR does the same with the build in DIR, a clone of another commit; each build reads the archive that it wrote
// itself.
// --history, --likes, --long-id and --large-body add what hardly any site has: see generate-backup.mjs.
// --csv exports the same content once more, written as the CSV tables of a space export of Cloud.
// --long-csv exports CSV tables with a table of so many rows that is left out, and with one cell of so many bytes within quotes.
// --linear exports so many pages of small bodies without files, and ten times as many, three times each, and says how much
// longer a page takes among many.
//
// An import is set beside a bulk insert of the same rows and a copy of the same blobs, its second run beside the first, a check
// beside the insert, and an import of a quarter of the size beside it, per record.
//
// Ends with 1 if a stage fails or its peak of the resident set is over 512 MiB.

import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { generatorFlags, generatorOptions } from './backup/options.mjs'
import { measureImports } from './run/imports.mjs'
import { measureLinear } from './run/linear.mjs'
import { heapMiB } from './run/measure.mjs'
import { measureLongTables } from './run/long-tables.mjs'
import { measureReading } from './run/reading.mjs'
import { profileOf } from './run/report.mjs'
import { createStages } from './run/stages.mjs'
import { measureTables } from './run/tables-export.mjs'

const { values } = parseArgs({
  options: {
    ...Object.fromEntries(
      [...generatorOptions, 'dir', 'against', 'rows', 'cell-bytes'].map((name) => [name, { type: 'string' }]),
    ),
    ...Object.fromEntries(
      [...generatorFlags, 'full', 'linear', 'csv', 'long-csv', 'without-import', 'profile', 'keep'].map((name) => [
        name,
        { type: 'boolean' },
      ]),
    ),
  },
})
const full = { pages: '20000', attachments: '25000', 'attachments-bytes': '240000000' }
const sizes = values.full ? full : { pages: values.linear ? '40000' : '2000' }
for (const name of [...generatorOptions, ...generatorFlags]) {
  if (values[name] !== undefined) sizes[name] = values[name]
}

if (values.dir !== undefined) mkdirSync(values.dir, { recursive: true })
const scratch = mkdtempSync(path.join(values.dir ?? tmpdir(), 'spacecrate-bench-'))
console.log(
  `Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model.trim()}, heap ${heapMiB} MiB, in ${scratch}`,
)
let failed = false
try {
  failed = !(await runBench())
} finally {
  if (values.keep) console.log(`\nKept in ${scratch}`)
  else rmSync(scratch, { recursive: true, force: true })
}
process.exitCode = failed ? 1 : 0

async function runBench() {
  const stages = createStages(scratch, { profile: values.profile })
  const { against } = values
  if (values['long-csv']) {
    const { rows = 30_000_000, 'cell-bytes': cellBytes = 2 ** 31 } = values
    await measureLongTables(stages, { rows: Number(rows), cellBytes: Number(cellBytes) })
  } else if (values.linear) await measureLinear(stages, { sizes, against })
  else {
    console.log(`Generated ${await stages.generate('backup', sizes)}\n`)
    await measureReading(stages, { against })
    if (values.csv && !stages.failed) await measureTables(stages)
    if (!values['without-import'] && !stages.failed) await measureImports(stages, { sizes, against })
  }
  for (const result of stages.results) if (result.profileDir !== undefined) console.log(profileOf(result))
  return !stages.failed
}
