import { archiveErrorHints } from '@spacecrate/format'

/** The hints of one package: code to what a person does next. */
export interface HintTable {
  /** Name of the error class. */
  readonly name: string
  readonly hints: Readonly<Record<string, string>>
}

/** The hint tables of the packages. Loaded when needed: a command that works needs none. */
export async function packageHints(): Promise<readonly HintTable[]> {
  const { backupErrorHints } = await import('@spacecrate/confluence')
  return [
    { name: 'ArchiveError', hints: archiveErrorHints },
    { name: 'BackupError', hints: backupErrorHints },
  ]
}
