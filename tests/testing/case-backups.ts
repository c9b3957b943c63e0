import path from 'node:path'
import { root } from './run-command.js'

/** The folder of a small backup that stands for one kind of fault; `fixtures/README.md` says which. */
export function caseBackup(...names: readonly string[]): string {
  return path.join(root, 'fixtures/cases', ...names)
}
