import { join } from 'node:path'
import type { Argv } from 'yargs'
import { ownValue } from './help.js'

/** Options of every command that looks at what an import made. */
export interface AfterOptions {
  readonly to: string
  readonly work: string
}

/** Adds `--to` and `--work`, as `import` has them. */
export function addAfterOptions<Options>(command: Argv<Options>): Argv<Options & AfterOptions> {
  return command
    .option('to', { ...ownValue, type: 'string', demandOption: true, describe: 'Folder of an embedded site' })
    .option('work', {
      ...ownValue,
      type: 'string',
      default: join('spacecrate-work', 'import'),
      describe: 'Folder with the journal of the import',
    })
}
