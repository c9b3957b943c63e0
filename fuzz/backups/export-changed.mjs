// The road of a changed backup: export, verify, and what was lost on the way.
import { existsSync } from 'node:fs'
import path from 'node:path'
import { command, misbehaviour } from '../in-process.mjs'
import { cutEntities } from './entities.mjs'
import { lostTexts } from './lost-texts.mjs'
import { bases } from './write-backup.mjs'

/** What the records of the unchanged backups say in other words, such as the media type of a file. */
export async function saidOtherwise(dir) {
  const known = new Set()
  for (const base of bases) {
    const archive = path.join(dir, `${path.basename(base)}.crate.zip`)
    const { exit } = await command(['export', '--from', base, '-o', archive, '--work', path.join(dir, 'work')])
    if (exit !== 0) throw new Error(`${base} is not exported: ${exit}`)
    for (const lost of await lostTexts(cutEntities(base).objects, archive)) known.add(lost)
  }
  return [...known]
}

/**
 * Exports a backup and looks at what came of it. A refusal with an error of its own is right; an archive must verify, and
 * one that calls itself complete must hold or name every text of the backup.
 *
 * @param broken the table whose bytes were changed, where there is one: nobody can tell for sure what its rows were
 * @returns how it ended, and what was wrong with that
 */
export async function exportChanged(dir, backup, objects, known, broken) {
  const archive = path.join(dir, 'changed.crate.zip')
  const exported = await command(['export', '--from', backup, '-o', archive, '--work', path.join(dir, 'work')])
  const problems = misbehaviour(exported)
  if (!existsSync(archive)) return { outcome: exported.exit === 0 ? 'no archive' : 'refused', problems, archive }
  const verified = await command(['verify', archive])
  problems.push(...misbehaviour(verified))
  if (verified.exit !== exported.exit && verified.exit !== 0) {
    problems.push(`verify ended with ${verified.exit}: ${JSON.stringify(verified.document).slice(0, 300)}`)
  }
  const complete = exported.exit === 0 && exported.document?.complete === true
  if (complete) {
    for (const lost of (await lostTexts(objects, archive, known, broken)).slice(0, 3))
      problems.push(`lost, and "complete": ${lost}`)
  }
  return { outcome: complete ? 'complete' : 'partial', problems, archive }
}
