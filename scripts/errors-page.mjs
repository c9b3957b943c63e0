// Writes docs/errors.md from the tables of the built packages, or with --check says whether it is up to date.
import { readFileSync, writeFileSync } from 'node:fs'
import { allCodes } from '../packages/cli/dist/run/error-table.js'
import { exitCodes, exitMeanings } from '../packages/cli/dist/run/exit-codes.js'
import { lostCodes } from '../packages/cli/dist/run/lost-codes.js'

const page = new URL('../docs/errors.md', import.meta.url)
const cell = (text) => String(text).replaceAll('|', '\\|')
const byCode = (a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0)
const table = (head, rows) =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n')

const errors = [...(await allCodes())].sort(byCode)
const lost = [...(await lostCodes())].sort(byCode)
const kinds = [...new Set(lost.map(({ kind }) => kind))]
const titles = {
  omission: 'What an export leaves out (omissions)',
  loss: 'What an import loses (losses)',
  reference: 'References that stay unresolved',
  access: 'Why somebody gains or loses access',
  limit: 'What a destination does not take as it is',
}

const text = `# Codes

Made by \`npm run docs\` from the tables in the code; \`spacecrate explain CODE\` says the same on the command line.

## Exit codes

${table(
  ['exit', 'meaning'],
  Object.entries(exitCodes).map(([name, code]) => [code, exitMeanings[name]]),
)}

## Errors

${table(
  ['code', 'thrown as', 'exit', 'what to do'],
  errors.map(({ code, name, exit, hint }) => [`\`${code}\``, name, exitCodes[exit], hint]),
)}

${kinds
  .map(
    (kind) =>
      `## ${titles[kind] ?? kind}\n\n${table(
        ['code', 'what', 'what to do'],
        lost.filter((row) => row.kind === kind).map(({ code, what, remedy }) => [`\`${code}\``, what, remedy ?? '–']),
      )}\n`,
  )
  .join('\n')}`

if (process.argv.includes('--check')) {
  if (readFileSync(page, 'utf8') !== text) {
    console.error('docs/errors.md is not up to date: run npm run docs')
    process.exit(1)
  }
} else writeFileSync(page, text)
