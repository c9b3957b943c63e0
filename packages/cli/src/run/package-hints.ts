import { diskErrorHints } from '@spacecrate/disk'
import { archiveErrorHints } from '@spacecrate/format'

/** The hints of one package: code to what a person does next. */
export interface HintTable {
  /** Name of the error class. */
  readonly name: string
  readonly hints: Readonly<Record<string, string>>
}

/** The hint tables of the packages. Loaded when needed: a command that works needs none. */
export async function packageHints(): Promise<readonly HintTable[]> {
  const [{ backupErrorHints }, { sourceErrorHints }, { siteErrorHints }, { importErrorHints }] = await Promise.all([
    import('@spacecrate/confluence'),
    import('@spacecrate/exporter'),
    import('@spacecrate/site'),
    import('@spacecrate/importer'),
  ])
  return [
    { name: 'DiskError', hints: diskErrorHints },
    { name: 'ArchiveError', hints: archiveErrorHints },
    { name: 'BackupError', hints: backupErrorHints },
    { name: 'SourceError', hints: sourceErrorHints },
    { name: 'SiteError', hints: siteErrorHints },
    { name: 'ImportError', hints: importErrorHints },
  ]
}
