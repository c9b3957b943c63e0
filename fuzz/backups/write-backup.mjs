// A changed backup on disk, beside the files of the one that it was made from.
import { cpSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** The backups that changes begin with. */
export const bases = ['kiln', 'foundry'].map((name) =>
  fileURLToPath(new URL(`../../fixtures/backups/${name}`, import.meta.url)),
)

/** Writes a backup folder with another entities.xml. */
export function writeBackup(dir, base, entities) {
  for (const name of readdirSync(base)) {
    if (name !== 'entities.xml') cpSync(path.join(base, name), path.join(dir, name), { recursive: true })
  }
  writeFileSync(path.join(dir, 'entities.xml'), entities)
}
