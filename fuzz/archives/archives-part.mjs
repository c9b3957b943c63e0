// Changed archives: none may be taken for the one that was sealed.
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { command, misbehaviour } from '../in-process.mjs'
import { firstNumbers } from '../parts.mjs'
import { randomFor } from '../random.mjs'
import { damages } from './damages.mjs'
import { forge, seal } from './forgeries.mjs'
import { unzip } from './zip.mjs'

const kiln = fileURLToPath(new URL('../../fixtures/backups/kiln', import.meta.url))
/** Commands that read an archive and must not believe it either. */
const readers = [['inspect'], ['list'], ['diff']]

export const part = {
  /** Seals the archive that all trials change, and the same resealed by our own way, which must be good. */
  async prepare(dir) {
    const sealed = path.join(dir, 'sealed.crate.zip')
    const { exit } = await command(['export', '--from', kiln, '-o', sealed, '--work', path.join(dir, 'work')])
    if (exit !== 0) throw new Error(`The archive to change is not made: ${exit}`)
    const again = path.join(dir, 'again.crate.zip')
    writeFileSync(again, seal(unzip(readFileSync(sealed)).filter(({ name }) => name !== 'seal.json')))
    const verified = await command(['verify', again])
    if (verified.exit !== 0) throw new Error(`A seal of our own is no good: ${JSON.stringify(verified.document)}`)
    return { sealed }
  },
  numbers: (asked = 2000) => firstNumbers(asked),
  async trial({ seed, number, dir, shared }) {
    const random = randomFor(seed, 'archives', number)
    const original = readFileSync(shared.sealed)
    const names = Object.keys(damages)
    const name = random.next() < 0.4 ? 'forged' : random.pick(names)
    const [bytes, says] = name === 'forged' ? forge(random, original) : damages[name](random, original)
    const told = `${name}: ${says}`
    if (isSame(bytes, original)) return { name: told, outcome: 'unchanged', problems: [] }
    const changed = path.join(dir, 'changed.crate.zip')
    writeFileSync(changed, bytes)
    const verified = await command(['verify', changed])
    const problems = misbehaviour(verified)
    if (verified.exit === 0 || verified.exit === 30) problems.push('accepted, though it is another archive')
    const [reader] = random.pick(readers)
    const read = await command([reader, changed, ...(reader === 'diff' ? [shared.sealed] : [])])
    problems.push(...misbehaviour(read))
    return { name: told, outcome: problems.length === 0 ? 'refused' : 'taken', problems }
  },
}

/** True for the same entries with the same bytes in the same order: then nothing was changed, only packed again. */
function isSame(bytes, original) {
  if (bytes.equals(original)) return true
  try {
    const [changed, before] = [unzip(bytes), unzip(original)]
    const isEqual = (entry, at) => entry.name === before[at]?.name && entry.bytes.equals(before[at].bytes)
    return changed.length === before.length && changed.every(isEqual)
  } catch {
    return false
  }
}
