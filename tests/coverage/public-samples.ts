/**
 * Public test backups, and what real ones of them have shown: a row of the carry list, and the first of these backups that
 * a record of it was read from. XWiki's test packages (LGPL-2.1): real exports, or trimmed from real ones; the hand-made
 * ones of that collection are not asked. `public-samples.test.ts` holds this against the backups where they are at hand.
 */
export const samples = [
  '5.9.backup.zip',
  'misc.backup.zip',
  'attachhist',
  'permissions',
  'inlinecomments',
  'confluence8.5.6',
  'blogs',
  'buggyhistory',
  'annotations',
  'spacetemplates',
] as const

/** A backup, and the rows that it is the first to show, separated by spaces. */
const shows: Partial<Record<(typeof samples)[number], string>> = {
  '5.9.backup.zip':
    'U1 U2 U3 S1 S4 S5 S6 S9 S11 S12 S16 S20 S21 C1 C2 C3 C8 C9 C10 C11 C17 C18 G1 G2 G3 G7 G8 G11 G12 G16 G17 A1',
  'misc.backup.zip': 'S2 S8 C4 C15',
  permissions: 'S13 C5',
  inlinecomments: 'C6 C7 C24',
}

/** Id of a row to the backup that showed it to be read. */
export const shownBySample: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(shows).flatMap(([sample, rows]) => rows.split(' ').map((row) => [row, sample])),
)
