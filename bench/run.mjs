// Measures export, verify and import of a generated backup, each as a process of its own under a heap of 256 MiB, and sets
// them beside the least that such work can cost on this machine.
//
//   npm run bench [-- --pages 2000 --versions 6000 --attachments-bytes N] [--full] [--dialect A1|C] [--profile] [--keep] [--dir DIR]
//
// An import is set beside a bulk insert of the same rows, its second run beside the first, and one of a quarter of the size
// beside it, per record.
//
// Ends with 1 if a stage fails or its peak of the resident set is over 512 MiB.

import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { heapMiB, measureNode, measureProgram } from './run/measure.mjs'
import { importTable, profileOf, ratioTables, stageTable } from './run/report.mjs'
import { seconds } from './run/table.mjs'

const peakLimit = 512 * 2 ** 20
const root = path.resolve(import.meta.dirname, '..')
const command = path.join(root, 'packages/cli/bin/spacecrate.js')

const { values } = parseArgs({
  options: {
    ...Object.fromEntries(
      ['pages', 'versions', 'comments', 'attachments', 'attachments-bytes', 'dialect', 'seed', 'dir'].map((name) => [
        name,
        { type: 'string' },
      ]),
    ),
    full: { type: 'boolean' },
    profile: { type: 'boolean' },
    keep: { type: 'boolean' },
  },
})
const sizes = values.full
  ? { pages: '20000', versions: '60000', 'attachments-bytes': String(2 ** 30) }
  : { pages: '2000' }
for (const name of ['pages', 'versions', 'comments', 'attachments', 'attachments-bytes', 'dialect', 'seed']) {
  if (values[name] !== undefined) sizes[name] = values[name]
}

if (values.dir !== undefined) mkdirSync(values.dir, { recursive: true })
/** Options that say how much there is of something. */
const shrinking = new Set(['pages', 'versions', 'comments', 'attachments', 'attachments-bytes'])
const scratch = mkdtempSync(path.join(values.dir ?? tmpdir(), 'spacecrate-bench-'))
const at = (...names) => path.join(scratch, ...names)
let failed = false
try {
  failed = !(await runBench())
} finally {
  if (values.keep) console.log(`\nKept in ${scratch}`)
  else rmSync(scratch, { recursive: true, force: true })
}
process.exitCode = failed ? 1 : 0

async function runBench() {
  console.log(
    `Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model.trim()}, heap ${heapMiB} MiB, in ${scratch}`,
  )
  console.log(`Generated ${await generate('backup', sizes)}\n`)
  const quarter = Object.fromEntries(
    Object.entries(sizes).map(([name, value]) => [name, shrinking.has(name) ? String(Math.ceil(value / 4)) : value]),
  )
  await generate('quarter', quarter)

  const importing = (name) => [
    'import',
    at(`${name}.crate.zip`),
    '--to',
    at(`site-${name}`),
    '--work',
    at(`work-${name}`),
    '--yes',
  ]
  const exporting = (name) => [
    'export',
    '--from',
    at(name),
    '-o',
    at(`${name}.crate.zip`),
    '--work',
    at(`work-${name}-export`),
  ]
  const stages = [
    { name: 'export', args: exporting('backup'), bytes: () => size(at('backup')) },
    { name: 'verify', args: ['verify', at('backup.crate.zip')], bytes: archiveSize },
    { name: 'import', args: importing('backup'), site: 'site-backup', bytes: archiveSize },
    { name: 'import again', args: importing('backup'), bytes: archiveSize },
    { name: 'a quarter: export', args: exporting('quarter'), bytes: () => size(at('quarter')), isQuarter: true },
    {
      name: 'a quarter: import',
      args: importing('quarter'),
      site: 'site-quarter',
      bytes: () => size(at('quarter.crate.zip')),
      isQuarter: true,
    },
  ]
  const results = []
  for (const stage of stages) {
    if (stage.site !== undefined) await createSite(at(stage.site))
    const profileDir = values.profile ? at(`profile-${stage.name.replaceAll(/\W+/g, '-')}`) : undefined
    const result = await measureNode(command, [...stage.args, '--quiet'], { scratch, profileDir })
    const pages = Number((stage.isQuarter ? quarter : sizes).pages)
    results.push({ ...stage, ...result, profileDir, pages })
    if (result.code !== 0) {
      console.log(`${stage.name} ended with ${result.code}:\n${result.output}`)
      return false
    }
  }
  const [exported, verified, imported, again, , quarterImported] = results
  console.log(stageTable(results, peakLimit))
  console.log(ratioTables([exported, verified, imported], await measureBases()))
  const records = { all: await recordsOf('backup'), quarter: await recordsOf('quarter') }
  console.log(importTable({ imported, again, quarterImported, records, ...(await measureInserts()) }))
  if (values.profile) for (const result of results) console.log(profileOf(result))
  return results.every((result) => result.peakBytes <= peakLimit)
}

async function generate(name, wanted) {
  const generated = await measureNode(
    path.join(root, 'bench/generate-backup.mjs'),
    [at(name), ...Object.entries(wanted).flatMap(([option, value]) => [`--${option}`, value])],
    { scratch },
  )
  if (generated.code !== 0) throw new Error(`The backup could not be generated: ${generated.output}`)
  return `in ${seconds(generated.seconds)}: ${wanted.pages} pages, ${generated.output.trim()}`
}

/** The rows of the site once more, by one prepared statement for each table. */
async function measureInserts() {
  const insert = async (rows) => {
    const args = [
      path.join(root, 'bench/bulk-insert.mjs'),
      at('site-backup'),
      at(`inserted-${rows}.sqlite`),
      String(rows),
    ]
    const { code, output } = await measureNode(args[0], args.slice(1), { scratch })
    if (code !== 0) throw new Error(`The rows could not be inserted: ${output}`)
    return JSON.parse(output)
  }
  return { small: await insert(200), whole: await insert(0) }
}

/** Records of an archive. */
async function recordsOf(name) {
  const { code, output } = await measureNode(command, ['inspect', at(`${name}.crate.zip`), '--json'], { scratch })
  if (code !== 0) throw new Error(`The archive could not be read: ${output}`)
  return JSON.parse(output).records
}

/** The least that work of this kind costs here, in the same minute. */
async function measureBases() {
  const saxes = await measureNode(path.join(root, 'bench/saxes-pass.mjs'), [at('backup/entities.xml')], { scratch })
  const sum = await measureProgram('sha256sum', [at('backup.crate.zip')])
  const zip = existsSync(at('backup/attachments'))
    ? await measureProgram('zip', ['-0', '-q', '-r', at('attachments.zip'), 'attachments'], { cwd: at('backup') })
    : undefined
  return {
    saxes: { name: 'saxes pass over entities.xml', result: saxes, bytes: size(at('backup/entities.xml')) },
    sum: { name: 'sha256sum over the archive', result: sum, bytes: size(at('backup.crate.zip')) },
    zip: { name: 'zip -0 over the attachments', result: zip, bytes: size(at('attachments.zip')) },
  }
}

async function createSite(dir) {
  const made = await measureNode(command, ['site', 'create', dir], { scratch })
  if (made.code !== 0) throw new Error(`The site could not be created: ${made.output}`)
}

function archiveSize() {
  return size(at('backup.crate.zip'))
}

/** Bytes of a file or of all files in a folder; 0 if there is nothing. */
function size(place) {
  if (!existsSync(place)) return 0
  const found = statSync(place)
  if (!found.isDirectory()) return found.size
  return readdirSync(place).reduce((sum, name) => sum + size(path.join(place, name)), 0)
}
