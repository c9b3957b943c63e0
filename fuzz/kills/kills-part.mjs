// Commands that are killed at any moment: run again they must end as if nothing had been, leave nothing, and show
// nothing before its time.
import { cpSync, existsSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { command } from '../in-process.mjs'
import { firstNumbers } from '../parts.mjs'
import { randomFor } from '../random.mjs'
import { runChild } from './child.mjs'
import { leftovers } from './leftovers.mjs'
import { shownBy, stateOf } from './site-state.mjs'

const kiln = fileURLToPath(new URL('../../fixtures/backups/kiln', import.meta.url))
const kinds = ['export', 'import', 'apply', 'undo']
/** Runs that a trial makes before it gives up: two that are killed, and those that end. */
const mostRuns = 4

export const part = {
  /** Runs every command once to its end: what it comes to, and how long it takes. */
  async prepare(dir) {
    await must(['site', 'create', path.join(dir, 'site')])
    const archive = path.join(dir, 'kiln.crate.zip')
    await must(['export', '--from', kiln, '-o', archive, '--work', path.join(dir, 'work')])
    const shared = { site: path.join(dir, 'site'), archive, whole: {}, times: {} }
    for (const kind of kinds) {
      const place = path.join(dir, kind)
      const trial = await lay(kind, place, shared)
      const started = performance.now()
      const { code, said } = await runChild(trial.args, place)
      if (code !== 0) throw new Error(`${kind} ended with ${code}: ${said}`)
      shared.times[kind] = performance.now() - started
      shared.whole[kind] = await trial.state()
      shared.shown ??= kind === 'import' ? await shownBy(trial.site) : undefined
    }
    return shared
  },
  numbers: (asked = 60) => firstNumbers(asked),
  async trial({ seed, number, dir, shared }) {
    const random = randomFor(seed, 'kills', number)
    const kind = kinds[number % kinds.length]
    const kills = random.next() < 0.3 ? 2 : 1
    const moments = Array.from({ length: kills }, () => Math.round(random.next() * 1.1 * shared.times[kind]))
    const name = `${kind} killed after ${moments.join(' and ')} ms`
    const trial = await lay(kind, dir, shared)
    const problems = []
    let killed = 0
    for (let run = 0; run < mostRuns; run++) {
      const ended = await runChild(trial.args, dir, moments[run])
      if (ended.signal === 'SIGKILL') {
        killed++
        problems.push(...(await trial.early(shared)))
        continue
      }
      // One that was killed behind its last deed has nothing left to do.
      const isDone = ended.code === 0 || (killed > 0 && ended.error === 'NOTHING_TO_UNDO')
      if (!isDone) problems.push(`run again it ends with ${ended.code}: ${ended.said}`)
      break
    }
    if (problems.length === 0 && (await trial.state()) !== shared.whole[kind])
      problems.push('it comes to something else')
    problems.push(...leftovers(dir))
    return { name, outcome: killed === 0 ? 'ended before' : `${killed} kills`, problems }
  },
}

/** Makes what a command needs in a folder: its arguments, what it came to, and what must not be seen when it is killed. */
async function lay(kind, dir, { site: empty, archive }) {
  mkdirSync(path.join(dir, 'tmp'), { recursive: true })
  if (kind === 'export') {
    const made = path.join(dir, 'a.crate.zip')
    const state = async () => (await must(['verify', made])).contentRoot
    return {
      args: ['export', '--from', kiln, '-o', made, '--work', path.join(dir, 'work')],
      state,
      early: async () =>
        existsSync(made) ? await state().then(noProblem, () => ['an archive that is not sealed']) : [],
    }
  }
  const site = path.join(dir, 'site')
  const work = path.join(dir, 'work')
  cpSync(empty, site, { recursive: true })
  const importing = ['import', archive, '--to', site, '--work', work, '--yes']
  const plan = path.join(dir, 'plan')
  if (kind === 'apply') await must(['plan', archive, '--to', site, '-o', plan, '--work', work])
  if (kind === 'undo') await must(importing)
  const args = { import: importing, apply: ['apply', plan], undo: ['undo', '--to', site, '--work', work, '--yes'] }[
    kind
  ]
  return {
    args,
    site,
    state: () => stateOf(site),
    async early({ shown }) {
      const seen = await shownBy(site)
      const before = seen.filter((pair) => !shown.includes(pair))
      return before.length === 0 ? [] : [`seen before its time: ${before.slice(0, 3).join('; ')}`]
    },
  }
}

function noProblem() {
  return []
}

async function must(args) {
  const { exit, document, error } = await command(args)
  if (exit !== 0) throw new Error(`${args.join(' ')} ended with ${exit}: ${error?.code} ${error?.message}`)
  return document
}
