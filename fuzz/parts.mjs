// The parts of `npm run fuzz`: each makes trials from a seed and says what was wrong with how one ended.

const parts = {
  backups: { file: './backups/backups-part.mjs', says: 'native backups with missing, doubled, moved and odd objects' },
  fields: {
    file: './backups/fields-part.mjs',
    says: 'every field of every class: huge, empty, leading to a wrong kind',
  },
  tables: { file: './backups/tables-part.mjs', says: 'CSV exports with changed cells, columns, rows and bytes' },
  kills: { file: './kills/kills-part.mjs', says: 'commands that are killed at any moment and run again' },
  archives: { file: './archives/archives-part.mjs', says: 'sealed archives with changed bytes and changed fields' },
}

/** The names of all parts, with what each is about. */
export const partNames = Object.entries(parts).map(([name, { says }]) => ({ name, says }))

/**
 * A part: `prepare(dir)` makes what its trials share; `numbers(asked)` gives the trials to do, as many as are asked for;
 * `trial({ seed, number, dir, shared })` gives `{ name, outcome, problems }`.
 */
export async function loadPart(name) {
  const { part } = await import(parts[name].file)
  return part
}

/** The numbers from 0 on. */
export function firstNumbers(count) {
  return Array.from({ length: count }, (_, number) => number)
}
