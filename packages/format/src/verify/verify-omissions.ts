import type { Omission } from '#records'
import type { OmissionTally } from '../certificate.js'
import { omissionPartName } from '../container/entry-names.js'
import { encodeValue } from '../encode-record.js'
import { maxPartBytes } from '../limits.js'
import { parseLine } from '../read/parse-record.js'
import { splitLines } from '../read/split-lines.js'
import type { VolumeSet } from '../read/volume-set.js'
import { ArchiveError } from '../error.js'
import { validateValue } from '../validate.js'
import type { EntryCheck } from './entry-check.js'
import type { LinkCollector } from './link-collector.js'
import { PartCheck, partEnds } from './part-check.js'
import type { ProblemList } from './problems.js'

/** Reads every omission: schema, form, order, and the sums of the manifest; by kind into `tally`. Returns how many lines there are. */
export async function verifyOmissions(
  set: VolumeSet,
  entries: EntryCheck,
  links: LinkCollector,
  problems: ProblemList,
  tally: OmissionTally,
): Promise<number> {
  const codes = new Map<string, number>()
  const { count, lines: declared, codes: sums } = set.manifest.omissions
  let others = 0
  const parts = new PartCheck(maxPartBytes, problems)
  let lines = 0
  let before: Buffer = Buffer.alloc(0)
  for (let part = 1; set.find(omissionPartName(part)) !== undefined; part += 1) {
    const entry = omissionPartName(part)
    const bytes = await entries.load(entry)
    if (bytes === undefined) problems.setUnread()
    else parts.add(entry, partEnds(bytes))
    let offset = 0
    for (const line of splitLines(bytes ?? Buffer.alloc(0))) {
      const omission = readOmission(line, { path: set.path, entry, offset }, set.relation === 'newer-minor', problems)
      if (omission !== undefined) {
        // A code that the manifest doesn't name makes its sums wrong; there may be any number of them.
        if (Object.hasOwn(sums, omission.code)) {
          tally.add(omission)
          codes.set(omission.code, (codes.get(omission.code) ?? 0) + omission.count)
        } else others += 1
        if (omission.id !== undefined) links.addOmission(omission.id)
      }
      if (before.compare(line) >= 0)
        problems.add({ code: 'ORDER_WRONG', message: 'The omissions are not sorted', entry, offset })
      before = line
      lines += 1
      offset += line.length + 1
    }
  }
  const total = [...codes.values()].reduce((sum, n) => sum + n, 0)
  const same =
    others === 0 &&
    total === count &&
    lines === declared &&
    Object.keys(sums).length === codes.size &&
    [...codes].every(([code, n]) => Object.hasOwn(sums, code) && sums[code] === n)
  if (!same && !problems.unread)
    problems.add({
      code: 'COUNT_WRONG',
      message: `There are ${lines} omissions for ${total} objects, and the manifest says ${declared} for ${count}, or other codes`,
      entry: 'manifest.json',
    })
  return lines
}

function readOmission(
  line: Buffer,
  place: { readonly path: string; readonly entry: string; readonly offset: number },
  tolerant: boolean,
  problems: ProblemList,
): Omission | undefined {
  const { entry, offset } = place
  try {
    const value = parseLine('omissions', line, place)
    const { problems: wrong } = validateValue('omission', value, { tolerant })
    if (wrong.length === 0 && encodeValue(value) === line.toString('utf8')) return value as Omission
    const message = wrong.length === 0 ? 'not in the one form that it has' : wrong.join('; ')
    problems.add({ code: 'OMISSION_INVALID', message: `An omission is not valid: ${message}`, entry, offset })
  } catch (error) {
    if (!(error instanceof ArchiveError) && !(error instanceof RangeError)) throw error
    problems.add({ code: 'OMISSION_INVALID', message: error.message, entry, offset })
  }
  return undefined
}
