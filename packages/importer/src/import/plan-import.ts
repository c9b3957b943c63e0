import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { asDiskFull, closeDatabase, makeOwnFolder, removeDatabase, takeFolder, writeOwnFile } from '@spacecrate/disk'
import { type Archive } from '@spacecrate/format'
import { openWorkDatabase } from '../work-database.js'
import type { CallOptions, Destination, DestinationDescription } from '../destination.js'
import { ImportError } from '../error.js'
import type { Journal } from '../journal/journal.js'
import type { MappedTo, PlaceUnder } from '../mapping.js'
import { Decisions } from '../mapping/decisions.js'
import { findPage, findPeople, type Found, isFound } from '../mapping/find-target.js'
import { readMapping, type ReadFiles } from '../mapping/read-mapping.js'
import { settleDecisions } from '../mapping/settle-decisions.js'
import { writeMapping } from '../mapping/write-mapping.js'
import { bindFiles } from '../plan/bound-files.js'
import { readPlanSummary } from '../plan/plan-summary-file.js'
import type { DoneBefore } from '../journal/done-before.js'
import { makePlan } from '../decide/make-plan.js'
import type { DecidedHost, PlanSummary } from '../plan/plan-summary.js'
import type { ImportPolicies } from '../policies.js'
import { checkSelection, type ImportSelection } from '../selection.js'
import { readOccurrences } from '../survey/occurrences.js'
import type { SurveyedHost } from '../plan/survey-summary.js'
import { type PlanPaths, planPaths } from '../work-paths.js'

/** What decides of a plan beside the mapping files. */
export interface PlanOptions {
  readonly policies: ImportPolicies
  readonly selection: ImportSelection
  /** More base URLs of the source than the archive knows. */
  readonly sourceUrls: readonly string[]
}

/** What a plan is made of, and where it goes. */
export interface PlanImportRequest extends CallOptions, PlanOptions {
  readonly archive: Archive
  readonly destination: Destination
  readonly description: DestinationDescription
  readonly journal: Journal
  readonly workDir: string
  readonly planDir: string
  /** The destination as somebody named it. */
  readonly destinationPath?: string
  /** Called with the phase, the records planned and all records of the archive. */
  readonly onRecords?: (phase: string, done: number, total: number) => void
}

/**
 * Plans an import into a folder, with what people decided in the mapping files there, and writes these anew. Writes nothing
 * at the destination. Throws `SPACE_UNKNOWN`, `TARGET_UNKNOWN` for what a policy names, `ARCHIVE_NOT_VERIFIED`.
 */
export async function planImport(request: PlanImportRequest): Promise<PlanSummary> {
  const { archive, destination, description, journal, policies, selection, onRecords } = request
  const paths = planPaths(request.planDir)
  await takePlanFolder(paths)
  // From here on there is no whole plan until all of the new one is there.
  await rm(paths.summary, { force: true })
  await checkSelection(archive, selection)
  using decisions = new Decisions(paths.decisions)
  const read = await readMapping(paths.mapping, decisions)
  await settleDecisions(decisions, destination, description, request)
  const total = archive.manifest.streams.reduce((sum, { records }) => sum + records, 0)
  let before = 0
  let phaseNow = ''
  let inPhase = 0
  const digest = decisions.digest()
  const numbers = await makePlan({
    ...request,
    ...(await policyTargets(policies, destination, request)),
    decisions,
    journal: journal.isEmpty() ? nothingBefore : journal,
    options: optionsDigest(request, digest),
    path: paths.steps,
    indexPath: paths.index,
    onRecords: (phase, records) => {
      if (phase !== phaseNow) before += inPhase
      phaseNow = phase
      inPhase = records
      onRecords?.(phase, before + records, total)
    },
  })
  const hosts = decidedHosts(decisions)
  addHosts(decisions, numbers.survey?.hosts ?? [])
  await writeFiles(paths, decisions, read)
  const wrong = decisions.problems()
  const summary: PlanSummary = {
    ...numbers,
    made: new Date().toISOString(),
    archivePath: resolve(archive.path),
    ...(request.destinationPath === undefined ? {} : { destinationPath: request.destinationPath }),
    workDir: resolve(request.workDir),
    policies,
    selection,
    sourceUrls: sourceUrlsOf(request, hosts),
    hosts,
    files: await bindFiles(paths),
    mapping: { digest, files: decisions.counts(), wrong, changes: decisions.takeChanges() },
  }
  try {
    await writeOwnFile(paths.summary, [JSON.stringify(summary)])
  } catch (error) {
    throw asDiskFull(paths.summary, error)
  }
  return summary
}

/** An empty journal knows nothing, however often it is asked. */
const nothingBefore: DoneBefore = {
  isDone: () => false,
  doneAmong: () => new Map(),
  digestsAmong: () => new Map(),
  knowsOther: () => false,
  steps: () => [],
}

/** The files with what the survey counted. */
async function writeFiles(paths: PlanPaths, decisions: Decisions, read: ReadFiles): Promise<void> {
  const db = openWorkDatabase(paths.index)
  try {
    await writeMapping(paths.mapping, decisions, read, readOccurrences(db))
  } finally {
    closeDatabase(db)
  }
}

/** A host that may be the source is asked for, never guessed. */
function addHosts(decisions: Decisions, hosts: readonly SurveyedHost[]): void {
  decisions.transaction(() => {
    for (const { host, kind, count, sample } of hosts) {
      const proposed = kind === 'likely' ? '' : kind
      decisions.addRow('hosts', { id: host, is: { kind }, proposed, occurrences: count, sample })
    }
  })
}

const listedHosts = 1_000

function decidedHosts(decisions: Decisions): DecidedHost[] {
  const hosts: DecidedHost[] = []
  for (const { id } of decisions.decided('hosts')) {
    const decision = decisions.of('hosts', id)
    if (decision !== undefined && hosts.length < listedHosts) hosts.push({ host: id, decision })
  }
  return hosts
}

function sourceUrlsOf({ archive, sourceUrls }: PlanImportRequest, hosts: readonly DecidedHost[]): string[] {
  const decided = hosts.flatMap(({ host, decision }) => (decision.word === 'source' ? [`https://${host}`] : []))
  return [...new Set([...archive.manifest.source.baseUrls, ...sourceUrls, ...decided])]
}

/** What the policies name at the destination. */
async function policyTargets(
  { unmappedPeople, spaceKeyExists, under }: ImportPolicies,
  destination: Destination,
  options: CallOptions,
): Promise<{ readonly standIn?: MappedTo; readonly place?: PlaceUnder }> {
  const name = typeof unmappedPeople === 'string' ? undefined : unmappedPeople.standIn
  const [person] = name === undefined ? [] : await findPeople(destination, [name], options)
  const page = spaceKeyExists === 'under' ? await findPage(destination, under ?? '', options) : undefined
  return {
    ...(person === undefined ? {} : { standIn: mustBeThere(person) }),
    ...(page === undefined ? {} : { place: mustBeThere(page) }),
  }
}

function mustBeThere<Target extends object>(found: Found<Target>): Target {
  if (isFound(found)) return found
  throw new ImportError('TARGET_UNKNOWN', `A policy cannot be followed: ${found.why}`, { problem: found.why })
}

/** Names the decisions that a plan was made with. */
export function optionsDigest({ policies, selection, sourceUrls }: PlanOptions, mapping: string): string {
  return createHash('sha256')
    .update(JSON.stringify([policies, selection, sourceUrls, mapping]))
    .digest('hex')
}

/** Names the decisions in the mapping files of a plan folder as they are now, rows that cannot be followed among them. */
export async function mappingDigest(planDir: string): Promise<string> {
  const { mapping, checked } = planPaths(planDir)
  if (!existsSync(mapping)) return 'none'
  try {
    using decisions = new Decisions(checked)
    await readMapping(mapping, decisions)
    const { count } = decisions.problems()
    return count === 0 ? decisions.digest() : `${decisions.digest()} and ${count} wrong`
  } finally {
    await removeDatabase(checked)
  }
}

/** Throws `MAPPING_INVALID` for a plan with rows that cannot be followed, `CONFLICTS` for one that has some. */
export function refuseConflicts({ conflicts, mapping }: PlanSummary): void {
  const { count: wrong, first } = mapping.wrong
  if (wrong > 0) {
    const named = first.slice(0, 10).map(({ file, line, why }) => `${file} line ${line}: ${why}`)
    throw new ImportError(
      'MAPPING_INVALID',
      `${wrong} ${wrong === 1 ? 'row' : 'rows'} of the mapping files cannot be followed. ${named.join('; ')}${wrong > 10 ? ' …' : ''}`,
      { count: wrong, rows: first },
    )
  }
  if (conflicts.count === 0) return
  const keys = conflicts.first.map(({ key }) => key)
  const named = keys.slice(0, 10).join(', ')
  const other = conflicts.first.find(({ why }) => why !== undefined)
  throw new ImportError(
    'CONFLICTS',
    `The destination has ${conflicts.count} of these spaces already: ${named}${keys.length > 10 ? ' …' : ''}. ` +
      (other === undefined ? '' : `Of ${other.key}: ${other.why ?? ''}. `) +
      'Nothing was written; choose what happens to them',
    { count: conflicts.count, keys },
  )
}

/** Makes a folder of ours. */
export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true })
  } catch (error) {
    throw asDiskFull(path, error)
  }
}

/** Says that a folder is one of a plan. */
const planFolder = {
  marker: 'spacecrate-plan.txt',
  text: 'Spacecrate keeps the plan of an import here. The files in mapping/ are for people; delete the folder when the import is done.\n',
} as const

/**
 * Takes the folder of a plan: an empty one, one that holds nothing but mapping files, or that of an earlier plan. Throws
 * `WORK_FOLDER_FOREIGN`.
 */
async function takePlanFolder(paths: PlanPaths): Promise<void> {
  const isOurs = async (names: readonly string[]): Promise<boolean> =>
    names.every((name) => name === basename(paths.mapping)) || (await readPlanSummary(paths.dir)) !== undefined
  try {
    await takeFolder(paths.dir, { ...planFolder, isOurs })
    await makeOwnFolder(paths.mapping)
  } catch (error) {
    throw asDiskFull(paths.dir, error)
  }
}
