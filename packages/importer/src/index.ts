export type { AccessChange, AccessReason, AccessSummary, PlaceAccess } from './access/access-summary.js'
export type { AccessDifference, CompareAccessRequest } from './access/compare-access.js'
export { compareAccess } from './access/compare-access.js'
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
  StepContext,
  StepRecord,
} from './destination.js'
export type { SiteDestinationOptions } from './destinations/site/site-destination.js'
export { openSiteDestination, siteDestination } from './destinations/site/site-destination.js'
export type { ImportErrorCode, ImportErrorDetails } from './error.js'
export { ImportError, importErrorHints, isImportError } from './error.js'
export type { AppliedSummary, ImportSummary, StreamTotals } from './import-summary.js'
export type { UnresolvedReference } from './journal/journal.js'
export type { JournalEntry, JournalLookup } from './journal/read-journal.js'
export { openJournalLookup, readIdMap, readLosses, readUnresolved } from './journal/read-journal.js'
export type { JournalState, RunEntry } from './journal/read-runs.js'
export { findJournals, readRuns } from './journal/read-runs.js'
export type { OutcomeCounts, ReferenceTotals } from './journal/totals.js'
export type { LossCode } from './loss-codes.js'
export { lossTexts } from './loss-codes.js'
export type { CsvCell } from './mapping/csv.js'
export { csvStart, encodeCsvRow } from './mapping/csv.js'
export type { DecisionChange, MappingDecisions, MappingFile, MappingProblem, Occurrences } from './mapping.js'
export type { MappingFileCount } from './mapping/decisions.js'
export { readPlan } from './plan/plan-file.js'
export type { PlanAction, PlannedLoss, PlanStep } from './plan/plan-step.js'
export type {
  DecidedHost,
  Listing,
  PlanChange,
  PlanConflict,
  PlannedStream,
  PlanRename,
  PlanSummary,
} from './plan/plan-summary.js'
export type { PhaseName } from './phases.js'
export type { AllowedChange, ImportPolicies } from './policies.js'
export { defaultPolicies } from './policies.js'
export type { RecordMap, RecordMapRequest } from './record-map.js'
export { openRecordMap } from './record-map.js'
export type { ImportProgress, ImportRequest } from './run-import.js'
export { runImport } from './run-import.js'
export type { ImportKind, ImportSelection } from './selection.js'
export { importKinds } from './selection.js'
export { applyPlanned, loadPlan } from './apply-planned.js'
export type { ApplyPlannedRequest } from './apply-planned.js'
export type { SurveyedHost, SurveyedLimit, SurveyedMacro, SurveySummary } from './survey/survey-summary.js'
