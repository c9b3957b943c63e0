import type { Manifest } from '@spacecrate/format'
import { checkSums, formatCount, notEmpty, partialWords, printable } from '@spacecrate/report/words'
import { alignColumns } from '../terminal/table.js'
import type { Terminal } from '../terminal/terminal.js'

/** The certificate of an archive for a person: how complete it is, kind by kind. */
export function describeCertificate(manifest: Manifest, terminal: Terminal): string {
  const { certificate } = manifest
  const { accounts, total } = checkSums(manifest)
  const partial = partialWords(manifest)
  const numbers = (account: typeof total): string[] =>
    [
      account.counted,
      account.met,
      account.recorded,
      account.merged,
      account.derived,
      account.unselected,
      account.omitted,
      account.unexplained,
    ].map(formatCount)
  const head = ['kind', 'counted', 'met', 'recorded', 'merged', 'derived', 'unselected', 'left out', 'unexplained']
  const rows = notEmpty(accounts).map((account) => [
    printable(account.kind),
    ...numbers(account),
    codesOf(account.omissions),
  ])
  const beside = codesOf(certificate.beside)
  const facts = [
    ['schemas', certificate.schemas],
    ...declaredRow(certificate.declared, total.counted),
    ['app data', appDataWords(manifest)],
  ]
  return [
    partial === undefined
      ? `certificate  ${terminal.paint('good', 'complete')}: every object of the source is accounted for\n`
      : `certificate  ${terminal.paint('bad', partial)}\n`,
    alignColumns(facts),
    '\n',
    alignColumns(
      [
        [...head, 'by'],
        ...rows,
        ['all', ...numbers(total), ''],
        ...(beside === '' ? [] : [['beside', ...numbers(total).map(() => ''), beside]]),
      ],
      ['left', ...head.slice(1).map(() => 'right' as const), 'left'],
    ),
  ].join('')
}

function declaredRow(declared: number | undefined, counted: number): string[][] {
  if (declared === undefined) return []
  const differs = declared === counted ? '' : `, and ${formatCount(counted)} were counted`
  return [['declared', `${formatCount(declared)} objects, as the source says itself${differs}`]]
}

/** Opaque data must not travel without anybody knowing. */
function appDataWords({ selection, streams }: Manifest): string {
  const files = streams.find(({ name }) => name === 'app-data')?.records ?? 0
  if (files > 0) return `${formatCount(files)} opaque files of apps: nobody can tell what is in them`
  return selection.withAppData === true
    ? 'asked for, and none was there'
    : 'not taken (export --with-app-data takes it)'
}

function codesOf(omissions: Readonly<Record<string, number>>): string {
  return Object.entries(omissions)
    .map(([code, count]) => `${printable(code)} ${formatCount(count)}`)
    .join(', ')
}
