// Measures export, verify and import of a generated backup, each as a process of its own under a heap of 256 MiB, and sets
// them beside the least that such work can cost on this machine.
//
//   npm run bench [-- --pages 2000 --versions 6000 --attachments-bytes N] [--full] [--dialect A1|C] [--profile] [--keep] [--dir DIR]
//
// Ends with 1 if a stage fails or its peak of the resident set is over 512 MiB.

import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { heapMiB, measureNode, measureProgram } from './run/measure.mjs'
import { profileOf, ratioTables, stageTable } from './run/report.mjs'
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
  const generated = await measureNode(
    path.join(root, 'bench/generate-backup.mjs'),
    [at('backup'), ...Object.entries(sizes).flatMap(([name, value]) => [`--${name}`, value])],
    { scratch },
  )
  if (generated.code !== 0) throw new Error(`The backup could not be generated: ${generated.output}`)
  console.log(`Generated in ${seconds(generated.seconds)}: ${sizes.pages} pages, ${generated.output.trim()}\n`)

  const stages = [
    {
      name: 'export',
      args: ['export', '--from', at('backup'), '-o', at('bench.crate.zip'), '--work', at('work-export')],
      before: noop,
      bytes: () => size(at('backup')),
    },
    { name: 'verify', args: ['verify', at('bench.crate.zip')], before: noop, bytes: () => size(at('bench.crate.zip')) },
    {
      name: 'import',
      args: ['import', at('bench.crate.zip'), '--to', at('site'), '--work', at('work-import'), '--yes'],
      before: createSite,
      bytes: () => size(at('bench.crate.zip')),
    },
  ]
  const results = []
  for (const stage of stages) {
    await stage.before()
    const profileDir = values.profile ? at(`profile-${stage.name}`) : undefined
    const result = await measureNode(command, [...stage.args, '--quiet'], { scratch, profileDir })
    results.push({ ...stage, ...result, profileDir })
    if (result.code !== 0) {
      console.log(`${stage.name} ended with ${result.code}:\n${result.output}`)
      return false
    }
  }
  console.log(stageTable(results, Number(sizes.pages), peakLimit))
  console.log(ratioTables(results, await measureBases()))
  if (values.profile) for (const result of results) console.log(profileOf(result))
  return results.every((result) => result.peakBytes <= peakLimit)
}

/** The least that work of this kind costs here, in the same minute. */
async function measureBases() {
  const saxes = await measureNode(path.join(root, 'bench/saxes-pass.mjs'), [at('backup/entities.xml')], { scratch })
  const sum = await measureProgram('sha256sum', [at('bench.crate.zip')])
  const zip = existsSync(at('backup/attachments'))
    ? await measureProgram('zip', ['-0', '-q', '-r', at('attachments.zip'), 'attachments'], { cwd: at('backup') })
    : undefined
  return {
    saxes: { name: 'saxes pass over entities.xml', result: saxes, bytes: size(at('backup/entities.xml')) },
    sum: { name: 'sha256sum over the archive', result: sum, bytes: size(at('bench.crate.zip')) },
    zip: { name: 'zip -0 over the attachments', result: zip, bytes: size(at('attachments.zip')) },
  }
}

async function createSite() {
  const made = await measureNode(command, ['site', 'create', at('site')], { scratch })
  if (made.code !== 0) throw new Error(`The site could not be created: ${made.output}`)
}

/** Bytes of a file or of all files in a folder; 0 if there is nothing. */
function size(place) {
  if (!existsSync(place)) return 0
  const found = statSync(place)
  if (!found.isDirectory()) return found.size
  return readdirSync(place).reduce((sum, name) => sum + size(path.join(place, name)), 0)
}

async function noop() {}
