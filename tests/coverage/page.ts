import type { Cell } from './cells.js'
import { reaches } from './cells.js'
import { samples, shownBySample } from './public-samples.js'
import { type Adapter, adapters, type RowGroup } from './row.js'

/** Heads of the columns. */
const heads: Readonly<Record<Adapter, string>> = {
  'read-site': 'read embedded site',
  'write-site': 'write embedded site',
  'read-xml': 'read XML backup',
  'read-csv': 'read CSV space export',
  'read-cloud': 'read Cloud',
  'read-dc': 'read Data Center',
  'write-cloud': 'write Cloud',
  'write-dc': 'write Data Center',
  'write-xml': 'write XML backup',
}

const states: readonly Cell['state'][] = [
  'full',
  'partial',
  'undocumented',
  'evidence',
  'not possible there',
  'never, on purpose',
  '–',
  'not built yet',
]

/** docs/coverage.md: the same text for the same cells. */
export function coveragePage(groups: readonly RowGroup[], cells: readonly Cell[]): string {
  const shows = showsOf(cells)
  return `# What is carried

Every row of what a Confluence site holds, by what reads and writes it. Made from test runs by \`npm run coverage:table\`: a cell says what
a test has shown, and leads to that test. ✱: left behind by the vendor's own copy between Cloud sites. \`npm test\` fails where this page says
anything else than the run, and where a cell is below its goal without a known reason (\`tests/coverage/known-gaps.ts\`).

| word | meaning |
|---|---|
| full | every record of the row, whole |
| partial | what is missing stands below the table |
| undocumented | only by an undocumented endpoint, if asked for |
| evidence | kept in the archive, in the reader and in reports; it cannot be written there |
| not possible there | the product gives no way; one omission or loss says so, with its reason |
| never, on purpose | has no field to travel in |
| – | the product has no such thing |
| not built yet | no test shows anything; its goal stands in brackets |
| ▼ | below its goal; the reason stands below the table |
| ◆ | shown by a public sample as well: a real backup that others published, named below |
| ★ | shown by a live system |

A cell with neither ◆ nor ★ was shown by inputs that we made ourselves, and by nothing else: a real system may hold the same thing in another form.
${cells.some(isLive) ? '' : 'No cell has been shown by a live system yet.\n'}
Goals: F full · P partly · U by an undocumented endpoint · O no way to read it · M mapped to what exists · X changes the site at large, so only if allowed by
name · E evidence.

${sums(cells)}
${groups.map((group) => section(group, cells, shows)).join('\n')}
## Tests

Each test with where it saw what it shows: on the embedded site, on backups, or on a live site (with edition, version and date).

${shows.map((show, index) => `- ${index + 1}: [${show.file}](../${show.file}), seen on ${show.seen}\n`).join('')}
## Public samples

XWiki's public test backups, which are not in this repository. ◆ stands where a record of the row was read from one of them; \`tests/coverage/public-samples.test.ts\`
holds this list against the backups where they are at hand.

${table(
  ['backup', 'rows'],
  samples.map((sample) => [sample, idsOf(sample).join(' ')]),
)}
${shows.map((show, index) => `[${index + 1}]: ../${show.file} "${show.seen}"\n`).join('')}`
}

function idsOf(sample: string): string[] {
  return Object.keys(shownBySample).filter((id) => shownBySample[id] === sample)
}

/** A test file, and where it saw what it shows: what the link of a cell leads to. */
interface Show {
  readonly file: string
  readonly seen: string
}

/** Every one that a cell leads to, in order. */
function showsOf(cells: readonly Cell[]): readonly Show[] {
  const found = new Map<string, Show>()
  for (const { file, seen } of cells) {
    if (file !== undefined && seen !== undefined) found.set(`${file} ${seen}`, { file, seen })
  }
  return [...found].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, show]) => show)
}

/** The sums, one line for each adapter: for the page and for the README. */
export function sums(cells: readonly Cell[]): string {
  const used = states.filter((state) => cells.some((cell) => cell.state === state))
  const lines = adapters.map((adapter) => {
    const own = cells.filter((cell) => cell.adapter === adapter)
    const counts = used.map((state) => own.filter((cell) => cell.state === state).length)
    const below = own.filter((cell) => !reaches(cell)).length
    const seen = [...new Set(own.flatMap((cell) => cell.seen ?? []))].sort().join('; ')
    const shown = own.filter(({ file }) => file !== undefined)
    const kinds = [shown, shown.filter(sampleOf), shown.filter(isLive)].map(({ length }) => String(length))
    return [heads[adapter], ...counts.map(String), String(below), ...kinds, seen === '' ? 'nowhere yet' : seen]
  })
  return table(
    ['rows', ...used, 'below the goal', 'shown by a test', 'by a public sample', 'by a live system', 'seen on'],
    lines,
  )
}

function section({ title, rows }: RowGroup, cells: readonly Cell[], shows: readonly Show[]): string {
  const ids = new Set(rows.map(({ id }) => id))
  const own = cells.filter(({ row }) => ids.has(row.id))
  const lines = rows.map((row) => [
    row.id,
    row.title,
    ...adapters.map((adapter) =>
      spell(
        own.find((cell) => cell.row === row && cell.adapter === adapter),
        shows,
      ),
    ),
  ])
  const notes = own.flatMap(noteOf)
  return `## ${title}

${table(['id', 'what', ...adapters.map((adapter) => heads[adapter])], lines)}${notes.length === 0 ? '' : `\n${notes.join('\n')}\n`}`
}

function spell(cell: Cell | undefined, shows: readonly Show[]): string {
  if (cell === undefined) return ''
  const { aim, how } = cell.row.goals[cell.adapter]
  if (cell.state === 'not built yet') return `not built yet (${how === undefined ? aim : `${aim}: ${how}`})`
  if (cell.file === undefined) return cell.state
  const number = shows.findIndex(({ file, seen }) => file === cell.file && seen === cell.seen) + 1
  return `[${cell.state}][${number}]${reaches(cell) ? '' : ' ▼'}${sampleOf(cell) === undefined ? '' : ' ◆'}${isLive(cell) ? ' ★' : ''}`
}

/** The public sample that has shown a cell too. */
function sampleOf({ row, adapter, state }: Cell): string | undefined {
  return adapter === 'read-xml' && (state === 'full' || state === 'partial') ? shownBySample[row.id] : undefined
}

/** True if the test saw it on a system that runs. */
function isLive({ seen }: Cell): boolean {
  return seen?.startsWith('live ') ?? false
}

/** What a cell must say beside its word. */
function noteOf(cell: Cell): string[] {
  const { row, adapter, missing, gap } = cell
  // What a whole adapter lacks is said once, by its column.
  if (cell.state === 'not built yet' && cell.file === undefined && gap !== undefined) return []
  const words = [
    ...(missing === undefined ? [] : [`missing: ${missing}`]),
    ...(gap === undefined ? [] : [`below its goal (${row.goals[adapter].aim}): ${gap}`]),
  ]
  return words.length === 0 ? [] : [`- ${row.id}, ${heads[adapter]}: ${words.join('; ')}`]
}

function table(head: readonly string[], lines: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |\n`
  return [line(head), `|${'---|'.repeat(head.length)}\n`, ...lines.map(line)].join('')
}

const begin = '<!-- coverage: made by npm run coverage:table -->'
const end = '<!-- /coverage -->'

/** The README with the sums between its two marks. Throws where it has no such place. */
export function withSums(readme: string, cells: readonly Cell[]): string {
  const from = readme.indexOf(begin)
  const to = readme.indexOf(end)
  if (from === -1 || to < from) throw new Error(`README.md has no place for the sums: ${begin} … ${end}`)
  return `${readme.slice(0, from)}${begin}\n\n${sums(cells)}\n${readme.slice(to)}`
}
