import { existsSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { measureNode } from './measure.mjs'
import { seconds } from './table.mjs'

/** Most that the resident set of a stage may have. */
export const peakLimit = 512 * 2 ** 20

const root = path.resolve(import.meta.dirname, '../..')

/** Runs commands of a build, one after the other, and keeps what each took. */
export function createStages(scratch, { profile }) {
  const at = (...names) => path.join(scratch, ...names)
  const stages = {
    scratch,
    at,
    results: [],
    failed: false,

    /** Generates a backup of these sizes under this name; returns a line that says what was made. */
    async generate(name, sizes) {
      const args = Object.entries(sizes).flatMap(([option, value]) =>
        value === true ? [`--${option}`] : [`--${option}`, value],
      )
      const script = path.join(root, 'bench/generate-backup.mjs')
      const generated = await measureNode(script, [at(name), ...args], { scratch })
      if (generated.code !== 0) throw new Error(`The backup could not be generated: ${generated.output}`)
      return `in ${seconds(generated.seconds)}: ${sizes.pages} pages, ${generated.output.trim()}`
    },

    /**
     * Runs a command as a stage of this name, by the build in `build`, over so many bytes. Returns what it took, or
     * `undefined` if it failed, after which the bench fails.
     */
    async run(name, args, { bytes, pages, build = root } = {}) {
      const profileDir = profile ? at(`profile-${name.replaceAll(/\W+/g, '-')}`) : undefined
      const result = await measureNode(command(build), [...args, '--quiet'], { scratch, profileDir })
      if (result.code !== 0) {
        console.log(`${name} ended with ${result.code}:\n${result.output}`)
        stages.failed = true
        return undefined
      }
      const kept = { name, ...result, profileDir, pages, bytes: bytes?.() }
      stages.results.push(kept)
      if (kept.peakBytes > peakLimit) stages.failed = true
      return kept
    },

    /** What a command says, measured by nobody. */
    async ask(args, build = root) {
      const { code, output } = await measureNode(command(build), args, { scratch })
      if (code !== 0) throw new Error(`${args[0]} ended with ${code}: ${output}`)
      return output
    },

    /** Exports a generated backup; `suffix` keeps the archives of several builds apart. */
    async export(name, backup, { build, suffix = '', pages } = {}) {
      const archive = at(`${backup}${suffix}.crate.zip`)
      const work = at(`work-${backup}${suffix}-export`)
      const args = ['export', '--from', at(backup), '-o', archive, '--work', work]
      return await stages.run(name, args, { build, pages, bytes: () => sizeOf(at(backup)) })
    },

    /** What stands in the archive of a backup: numbers of records and of what was left out. */
    async contentsOf(backup) {
      const told = JSON.parse(await stages.ask(['inspect', at(`${backup}.crate.zip`), '--json']))
      return { records: told.records, omissions: told.omissions }
    },
  }
  return stages
}

function command(build) {
  return path.join(path.resolve(build), 'packages/cli/bin/spacecrate.js')
}

/** Bytes of a file or of all files in a folder; 0 if there is nothing. */
export function sizeOf(place) {
  if (!existsSync(place)) return 0
  const found = statSync(place)
  if (!found.isDirectory()) return found.size
  return readdirSync(place).reduce((sum, name) => sum + sizeOf(path.join(place, name)), 0)
}
