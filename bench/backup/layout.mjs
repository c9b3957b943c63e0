// Where everything of a generated backup is: all counts and ids follow from the number of a page by arithmetic, so objects can be
// written in any order and nothing is remembered.

/** Ids of one page and what hangs on it lie this far apart from those of the next. */
const stride = 8192
const firstPage = 10_000_000

/** A pseudo-random number in [0, 1) that depends on its arguments alone (mulberry32 over a mixed seed). */
export function random(seed, ...salts) {
  let state = seed >>> 0
  for (const salt of salts) state = Math.imul(state ^ salt, 0x9e3779b1) + 0x85ebca6b
  state = Math.imul(state ^ (state >>> 15), state | 1)
  state ^= state + Math.imul(state ^ (state >>> 7), state | 61)
  return ((state ^ (state >>> 14)) >>> 0) / 4_294_967_296
}

/** The counts and ids of a backup of this size. */
export function createLayout({ pages, versions, comments, attachments, attachmentsBytes, seed, spaces, users }) {
  const base = Math.max(1, Math.floor(versions / pages))
  const rest = Math.max(0, versions - base * pages)
  if (base * 2 + rest > 2000 || comments / pages > 250 || attachments / pages > 50) {
    throw new RangeError('A page has room for 2,000 versions, 250 comments and 50 files: ask for more pages')
  }
  const perSpace = Math.ceil(pages / spaces)
  const share = (total, page) => [Math.floor((page * total) / pages), Math.floor(((page + 1) * total) / pages)]

  // A few large files and many small ones; the very first takes a tenth of all bytes.
  const weight = (file) => (file === 0 ? 0 : 0.05 + random(seed, 77, file) ** 6 * 20)
  let weights = 0
  for (let file = 1; file < attachments; file++) weights += weight(file)
  const fileBytes = (file) =>
    Math.floor(
      file === 0 ? attachmentsBytes / (attachments === 1 ? 1 : 10) : (weight(file) / weights) * attachmentsBytes * 0.9,
    )

  return {
    pages,
    spaces,
    users,
    /** Versions of a page: between 1 and twice the mean, in pairs that add up; what is left over goes to page 0. */
    versionsOf: (page) => {
      const partner = page ^ 1
      const difference = partner < pages ? (page >> 1) % base : 0
      return base + (page % 2 === 0 ? difference : -difference) + (page === 0 ? rest : 0)
    },
    /** Numbers of the files on a page, as a half-open range. */
    filesOf: (page) => share(attachments, page),
    /** Versions of a file, oldest first, with their sizes. */
    fileVersions: (file) => {
      const bytes = fileBytes(file)
      return file % 5 === 1 ? [Math.floor(bytes / 3), bytes - Math.floor(bytes / 3)] : [bytes]
    },
    commentsOf: (page) => {
      const [from, to] = share(comments, page)
      return to - from
    },
    spaceOf: (page) => Math.floor(page / perSpace),
    /** The page above in a tree of eight children each; `undefined` for the home page of a space. */
    parentOf: (page) => {
      const local = page % perSpace
      return local === 0 ? undefined : page - local + Math.floor((local - 1) / 8)
    },
    childrenOf: (page) => {
      const local = page % perSpace
      const last = Math.min(perSpace, pages - (page - local))
      const out = []
      for (let child = local * 8 + 1; child <= local * 8 + 8 && child < last; child++) out.push(page - local + child)
      return out
    },
    titleOf: (page) => `${subjects[page % subjects.length]} ${page}`,
    homeOf: (space) => space * perSpace,
    id: {
      space: (space) => 1_000 + space,
      description: (space) => 2_000_000 + space * 10,
      label: (label) => 3_000_000 + label,
      permission: (number) => 4_000_000 + number,
      page: (page) => firstPage + page * stride,
      /** An earlier version (1 is the oldest) and the body of any version. */
      version: (page, version) => firstPage + page * stride + 1 + version,
      body: (page, version) => firstPage + page * stride + 2048 + version,
      comment: (page, comment) => firstPage + page * stride + 4096 + comment * 8,
      file: (page, slot, version) => firstPage + page * stride + 6144 + slot * 32 + version * 8,
      other: (page, slot) => firstPage + page * stride + 8000 + slot,
    },
  }
}

const subjects = [
  'Runbook',
  'Meeting',
  'Decision',
  'Release',
  'Interview',
  'How to',
  'Retrospective',
  'Architecture',
  'Checklist',
]

/** Visits 0 … count − 1 once each, in an order that looks like none. */
export function* scattered(count, salt) {
  let step = Math.max(1, Math.floor(count * 0.618) + salt * 2)
  while (gcd(step, count) !== 1) step++
  for (let index = 0, at = salt % count; index < count; index++, at = (at + step) % count) yield at
}

function gcd(a, b) {
  return b === 0 ? a : gcd(b, a % b)
}
