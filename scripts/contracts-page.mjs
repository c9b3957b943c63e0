// Writes docs/contracts.md from the tables of the built packages, or with --check says whether it is up to date.
import { readFileSync, writeFileSync } from 'node:fs'
import { fieldContract, rowColumns, siteTables } from '../packages/exporter/dist/sources/site/contract.js'
import { backupClasses } from '../packages/exporter/dist/sources/xml-backup/backup-classes.js'
import { countedTables, csvTables } from '../packages/exporter/dist/sources/xml-backup/csv-tables/table-map.js'
import { descriptorLines } from '../packages/exporter/dist/sources/xml-backup/descriptor-lines.js'
import { settingTable } from '../packages/exporter/dist/sources/xml-backup/settings/setting-table.js'
import { fieldsOf, streamNames } from '../packages/format/dist/index.js'

const page = new URL('../docs/contracts.md', import.meta.url)
const cell = (text) => String(text).replaceAll('|', '\\|')
const table = (head, rows) =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n')
const code = (names) => (names.length === 0 ? '–' : names.map((name) => `\`${name}\``).join(', '))

const tableRows = Object.entries(siteTables).flatMap(([name, columns]) =>
  Object.entries(columns).map(([column, { fate, why }]) => [`\`${name}\``, `\`${column}\``, fate, why]),
)
const streamRows = streamNames.map((stream) => {
  const fields = [...fieldsOf(stream).keys()].map((name) => ({ name, ...fieldContract(stream, name) }))
  const of = (...fates) => code(fields.filter(({ fate }) => fates.includes(fate)).map(({ name }) => name))
  return [`\`${stream}\``, of('mapped'), of('derived'), of('verbatim'), of('excluded')]
})

const csvRows = csvTables.flatMap(({ name, id, kinds, believed }) =>
  [...kinds].map(([kind, { class: className, columns }]) => [
    kind === '' ? `\`${name}\`` : `\`${name}\`, \`${kind}\``,
    `\`${className}\``,
    code([
      ...(id === undefined ? [] : [`${id} → id`]),
      ...[...columns].map(([column, { property }]) => `${column} → ${property}`),
    ]),
    believed ?? '–',
  ]),
)
const countedRows = countedTables.map(({ name, fate, class: className, why }) => [
  `\`${name}\``,
  className === undefined ? '–' : `\`${className}\``,
  fate,
  why ?? '–',
])

const owners = { site: 'site', space: 'space', both: 'site, space' }
const settingRows = settingTable.map(({ of, key, take, evidence }) => [
  owners[of],
  typeof key === 'string' ? `\`${key}\`` : `\`${key.source}\``,
  take.area ?? (take.fields ? `fields of ${take.fields.prefix}` : take.as),
  take.area ? 'kept as it stands' : fateOfSetting(take),
  evidence,
])
const fieldRows = settingTable
  .filter(({ take }) => take.fields)
  .flatMap(({ key, take: { fields } }) =>
    [...new Set(fields.areas.values())].map((area) => [
      `\`${key}\``,
      area,
      code([...fields.areas].filter(([, one]) => one === area).map(([path]) => path)),
    ]),
  )

function fateOfSetting({ as, fields }) {
  if (fields) return 'a record for each field below'
  return as === 'derived' || as === 'internal' || as === 'secret' ? 'left out' : 'records of their own kind'
}

const text = `# Contracts per field

Made by \`npm run docs\` from the tables in the code, which decide: what is named nowhere here is never carried by accident.

- **mapped**: carried, in a record or in the manifest.
- **derived**: says again what something else says; it is made anew.
- **verbatim**: carried in \`extra\` as it stands, since no other field of a record has a place for it.
- **excluded**: left out on purpose.

## XML backup

A property that is not named here is an omission \`FIELD_UNKNOWN\` with its name and no value, in every class, since a secret may
stand there. Objects of a class without a row are data of an app.
A class whose role is not \`record\` is left out or made anew as a whole. \`AO_…\` are tables that apps keep beside
entities.xml; what is verbatim of one stays in \`native\`. Tables without a row go with the file that they are in. The ids
are those of the rows of the carry list (\`docs/coverage.md\`).

${table(
  ['class or table', 'rows', 'role', 'mapped', 'derived', 'verbatim', 'excluded', 'why'],
  [...backupClasses.all()]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, role, rows, why, fields: { carried, derived, verbatim, excluded } }) => [
      `\`${name}\``,
      rows,
      role,
      code(carried),
      code(derived),
      code(verbatim),
      code(excluded),
      why ?? '–',
    ]),
)}

### Tables of a CSV export

The space export of Cloud is a table for each of these. A row stands for an object of the class, of which all is said above; a column stands for
the property. Letter case of names does not count, and an empty cell is no property. A column that is not named here is an omission
\`FIELD_UNKNOWN\` with its name and no value. What stands under *believed* is so in all likelihood, and no real export has shown it.

${table(['table, type of content', 'class', 'columns', 'believed'], csvRows)}

Bytes of files lie in \`attachments/{content}/{attachment}/{version}\`, as in an XML backup: believed, and never seen. Where they do not, a file is looked for
whose folder or name is the id of the attachment.

These tables are counted and not read; their rows are in the certificate, under the class where there is one. Any other table is left out
with an omission \`TABLE_UNKNOWN\`, and its rows are in the certificate under its name.

${table(['table', 'class', 'fate', 'why'], countedRows)}

### exportDescriptor.properties

Any other line is an omission \`FIELD_UNKNOWN\` with its name and no value.

${table(['mapped', 'verbatim', 'excluded'], [[code(descriptorLines.mapped), code(descriptorLines.extra), code(descriptorLines.excluded)]])}

### Settings

A setting of a backup is a row of \`ConfluenceBandanaRecord\`: whose it is, a key and a value. Only what is named here is carried; any other
is an omission \`SETTING\` that tells its key and no value. The first row that fits counts. *inferred*: no backup with such a setting was at
hand.

${table(['of', 'key', 'area or kind', 'fate', 'evidence'], settingRows)}

Of a structured value only these fields are carried; any other is an omission with its name and no value.

${table(['key', 'area', 'fields'], fieldRows)}

## Embedded site

A table, a column or a field of a row that is named nowhere here is an omission \`FIELD_UNKNOWN\` with its name and a count,
and no value.

### Tables beside the streams

${table(['table', 'column', 'fate', 'why'], tableRows)}

### The table of each stream

${table(
  ['column', 'fate', 'why'],
  [
    ...Object.entries(rowColumns).map(([column, { fate, why }]) => [`\`${column}\``, fate, why]),
    ['any other', 'derived', 'A text of the record, by which rows are found'],
  ],
)}

### Fields of the rows

What becomes of a field follows from the schema and the rule of its stream: the id of a record that points to others is made
from these, bodies and files come with their bytes, references keep their ids, and everything else is carried as it is.

${table(['stream', 'mapped', 'derived', 'verbatim', 'excluded'], streamRows)}
`

if (process.argv.includes('--check')) {
  if (readFileSync(page, 'utf8') !== text) {
    console.error('docs/contracts.md is not up to date: run npm run docs')
    process.exit(1)
  }
} else writeFileSync(page, text)
