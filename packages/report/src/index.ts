/*
 * The reports: what an export, a plan or an import did, for the person who decides, for programs and for spreadsheets. It knows
 * no command: it gets an archive and the summary of a run, and gives values and a page; who calls it writes them.
 *
 *   report = collectExportReport(archive, facts)         counts and lists, in one pass over the archive
 *   report = collectImportReport(archive, summary, …)    the same over plan and journal; writes the lists beside the report
 *   page   = render…Report(report)                       sections in order, a file each: `export/sections`, `import/sections`
 *   JSON   = JSON.stringify(report)                      the JSON report is the value itself
 *
 * Nothing stays in memory but sums per space and kind, and the first lines of each finding. A page is one file that runs
 * nothing and loads nothing.
 */
export { referenceWords } from './codes/reference-words.js'
export { reportCodes } from './codes/report-codes.js'
export { accessCodes, limitCodes } from './codes/survey-codes.js'
export { collectExportReport } from './export/collect-export.js'
export type { ExportReportFacts } from './export/collect-export.js'
export { renderExportReport } from './export/export-page.js'
export type { ExportReport, Volume } from './export/export-report.js'
export { describeTime } from './export/sections/export-scope.js'
export { FindingCollector } from './findings.js'
export { collectImportReport } from './import/collect/collect-import.js'
export type { ImportReportRequest } from './import/collect/collect-import.js'
export type { ImportListName } from './import/import-lists.js'
export { importLists } from './import/import-lists.js'
export { renderImportReport } from './import/import-page.js'
export type { ImportReport } from './import/import-report.js'
export { likelyHosts } from './import/likely-hosts.js'
export type { ImportCommands } from './import/sections/import-section.js'
export { missingOfOmission } from './omission-words.js'
export { RunClock } from './run-facts.js'
