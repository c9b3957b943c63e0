// Changed backups: one to four changes to one of the backups among the fixtures.
import { rmSync } from 'node:fs'
import path from 'node:path'
import { firstNumbers } from '../parts.mjs'
import { randomFor } from '../random.mjs'
import { cutEntities, joinEntities } from './entities.mjs'
import { exportChanged, saidOtherwise } from './export-changed.mjs'
import { mutations } from './mutations.mjs'
import { bases, writeBackup } from './write-backup.mjs'

export const part = {
  prepare: saidOtherwise,
  numbers: (asked = 1000) => firstNumbers(asked),
  async trial({ seed, number, dir, shared }) {
    const random = randomFor(seed, 'backups', number)
    const base = random.next() < 0.75 ? bases[0] : bases[1]
    const { head, objects, tail } = cutEntities(base)
    const names = Object.keys(mutations)
    const done = [path.basename(base)]
    for (let left = 1 + random.below(4); left > 0; left--) {
      const name = random.pick(names)
      const what = mutations[name](random, objects)
      if (what !== undefined) done.push(`${name}: ${what}`)
    }
    const backup = path.join(dir, 'backup')
    writeBackup(backup, base, joinEntities({ head, objects, tail }))
    const { outcome, problems } = await exportChanged(dir, backup, objects, shared)
    rmSync(dir, { recursive: true, force: true })
    return { name: done.join('; '), outcome, problems }
  },
}
