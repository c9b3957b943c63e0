export type { AccessChange, AccessReason, AccessSummary, PlaceAccess } from './plan/access-summary.js'
export type { AccessDifference, CompareAccessRequest } from './access/compare-access.js'
export { compareAccess } from './access/compare-access.js'
export type { CheckRequest } from './check/check-import.js'
export { checkImport } from './check/check-import.js'
export type {
  CheckDifference,
  CheckedStream,
  CheckSummary,
  DifferenceKind,
  SampledContent,
} from './check/check-summary.js'
export type {
  CallOptions,
  Counterpart,
  Destination,
  DestinationDescription,
  DestinationLimits,
  DestinationReader,
  Grant,
  Held,
  Loss,
  Naming,
  Outcome,
  Step,
  StepAct,
  StepContext,
  StepRecord,
  StepTo,
} from './destination.js'
export type { Connection, HeldStream, HeldStreams, StreamRecord } from './destinations/table-destination.js'
export { tableDestination } from './destinations/table-destination.js'
export type { SiteDestinationOptions } from './destinations/site/site-destination.js'
export { openSiteDestination, siteDestination } from './destinations/site/site-destination.js'
export type { ImportErrorCode, ImportErrorDetails } from './error.js'
export { ImportError, importErrorHints, isImportError } from './error.js'
export type { AppliedSummary, ImportSummary, StreamTotals } from './import/import-summary.js'
export type { FoundJournal } from './outcomes/find-journals.js'
export { findJournals } from './outcomes/find-journals.js'
export type { UnresolvedReference } from './journal/journal.js'
export { Journal } from './journal/journal.js'
export type { ArchiveRuns } from './undo/undone-records.js'
export type { WaitingArchive } from './journal/unresolved-records.js'
export type { JournalEntry, JournalLookup } from './journal/read-journal.js'
export { openJournalLookup, readIdMap, readLosses, readUnresolved } from './journal/read-journal.js'
export type { JournalState, RunEntry } from './outcomes/read-runs.js'
export { listJournals, readAllRuns, readRuns } from './outcomes/read-runs.js'
export type { OutcomeCounts, ReferenceTotals } from './journal/totals.js'
export type { LossCode } from './loss-codes.js'
export { lossTexts } from './loss-codes.js'
export type { CsvCell } from './mapping/csv.js'
export { csvStart, encodeCsvRow } from './mapping/csv.js'
export type { CsvRow } from './mapping/csv-reader.js'
export { CsvReader } from './mapping/csv-reader.js'
export type { OutcomeRequest, StepOutcome } from './outcomes/walk-outcomes.js'
export { walkOutcomes } from './outcomes/walk-outcomes.js'
export type { DecisionChange, MappingDecisions, MappingFile, MappingProblem } from './mapping.js'
export type { MappingFileCount } from './mapping.js'
export { readPlan } from './plan/plan-file.js'
export type { PlanAction, PlannedLoss, PlanStep } from './plan/plan-step.js'
export type {
  DecidedHost,
  PlanChange,
  PlanConflict,
  PlannedStream,
  PlanRename,
  PlanSummary,
} from './plan/plan-summary.js'
export type { Listing } from './listing.js'
export type { PhaseName } from './phases.js'
export type { AllowedChange, ImportPolicies } from './policies.js'
export { allowedChanges, defaultPolicies } from './policies.js'
export type { Reason, ReasonCode } from './reason.js'
export type { RecordMap, RecordMapRequest, WrittenRecord } from './record-map.js'
export { importFolder, openRecordMap } from './record-map.js'
export type { RedirectFormat, WriteRedirectsRequest } from './redirects/write-redirects.js'
export { writeRedirects } from './redirects/write-redirects.js'
export type { RepairRequest } from './repair/repair-links.js'
export { repairLinks } from './repair/repair-links.js'
export type { EditedText, RepairSummary } from './repair/repair-summary.js'
export type { ImportProgress, ImportRequest } from './import/run-import.js'
export { runImport } from './import/run-import.js'
export type { ImportKind, ImportSelection } from './selection.js'
export { importKinds } from './selection.js'
export { applyPlanned, loadPlan } from './import/apply-planned.js'
export type { ApplyPlannedRequest } from './import/apply-planned.js'
export type { Occurrences } from './occurrences.js'
export type { Occurrence } from './occurrences.js'
export type { SurveyedHost, SurveyedLimit, SurveyedMacro, SurveySummary } from './plan/survey-summary.js'
export type { UndoProgress, UndoRequest } from './undo/undo-import.js'
export { undoImport } from './undo/undo-import.js'
export type { StayingThing, UndoneStream, UndoSummary } from './undo/undo-summary.js'
