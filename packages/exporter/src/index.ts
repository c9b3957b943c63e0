export { exportTo } from './export-to.js'
export type { ExportToOptions } from './export-to.js'
export type { ExportProgress, ExportSummary } from './export-summary.js'
export { runExport } from './run-export.js'
export type { ExportOutcome, RunExportOptions, RunProgress } from './run-export.js'
export { takes } from './selection.js'
export type { Selection } from './selection.js'
export type {
  Assessment,
  AssessOptions,
  AssessProgress,
  CallOptions,
  FileItem,
  OpenSource,
  RecordItem,
  Source,
  SourceItem,
} from './source.js'
export { isSourceError, MissingBytes, SourceError, sourceErrorHints } from './source-error.js'
export type { SourceErrorCode, SourceErrorDetails, SpaceChoice } from './source-error.js'
export { xmlBackup } from './sources/xml-backup/xml-backup-source.js'
export type { XmlBackupOptions } from './sources/xml-backup/xml-backup-source.js'
export { siteSource } from './sources/site/site-source.js'
export type { SiteSourceOptions } from './sources/site/site-source.js'
export { omissionTexts } from './omission-codes.js'
export type { OmissionCode, OmissionText } from './omission-codes.js'
