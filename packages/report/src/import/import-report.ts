import type {
  AccessSummary,
  ImportPolicies,
  ImportSelection,
  PlanSummary,
  SurveyedMacro,
  SurveySummary,
} from '@spacecrate/importer'
import type { Finding } from '../findings.js'
import type { ReportList } from '../lists.js'
import type { LikelyHost } from './likely-hosts.js'
import type { RunFacts } from '../run-facts.js'
import type { Decision } from '../sections.js'
import type { CheckedSums } from '../words/sums.js'
import type { CheckedOutcome, EndedSpace, OutcomeSums } from './outcome-sums.js'

/** One space and what became of it. */
export interface SpaceOutcome {
  /** Archive id; absent for what lies in no space. */
  readonly id?: string | undefined
  /** Empty for what lies in no space. */
  readonly key: string
  readonly name: string
  /** Key at the destination. */
  readonly targetKey?: string | undefined
  /** `created`, `there already`, `left out` … */
  readonly outcome: string
  /** The same for programs; absent where it has none. */
  readonly status?: EndedSpace['outcome'] | undefined
  /** Pages, posts and other content in the archive. */
  readonly contents: number
  /** All records that lie in it. */
  readonly sums: OutcomeSums
  /** The same per kind. */
  readonly kinds: readonly CheckedOutcome[]
}

/** What became of references in bodies. */
export interface ReferenceOutcome {
  /** Point to what was imported now. */
  readonly rewritten: number
  /** Left as they were: they point elsewhere, or need no change. */
  readonly unchanged: number
  /** Point to something that is not at the destination. */
  readonly unresolved: number
  /** Unresolved ones by reason. */
  readonly reasons: Readonly<Record<string, number>>
  readonly findings: readonly Finding[]
  /** Name of the file with all that are unresolved. */
  readonly full?: string | undefined
}

/** People or groups of one sort, by how they ended. */
export interface PartyCount {
  readonly sort: 'active' | 'former' | 'named' | 'other' | 'groups'
  readonly total: number
  /** Recognised at the destination. */
  readonly mapped: number
  /** Made by an earlier import. */
  readonly ours: number
  /** Made as people who could be given a login. */
  readonly created: number
  /** Made without a login and without rights, so that something can be theirs. */
  readonly placeholders: number
  /** A given person takes authorship and mentions, and never a right. */
  readonly standIns: number
  /** None of these: mentions become text, or nothing is done. */
  readonly unmapped: number
}

/** Numbers that prove that nothing existing was touched. */
export interface UntouchedProof {
  /** Steps that make something new. */
  readonly creates: number
  /** Second steps on what our own imports made: filling in what had to wait, and opening. */
  readonly completions: number
  /** Steps that change or delete something else: an import has none. */
  readonly changes: number
  /** Things of the destination that are used as they are. */
  readonly existing: number
  /** Records that were added to such things, by kind; each class of them was allowed by name. */
  readonly added: Readonly<Record<string, number>>
  /** Records that would have been such an addition and were refused. */
  readonly refused: number
  /** Steps refused because the destination changed after the plan. */
  readonly changedSince: number
}

/** One page to look at on both sides. */
export interface SamplePage {
  readonly id: string
  readonly title: string
  readonly space: string
  /** Why this one. */
  readonly because: readonly string[]
  readonly version: number
  readonly comments: number
  readonly attachments: number
  readonly oldUrl?: string | undefined
  /** Title at the destination, where it is another one. */
  readonly newTitle?: string | undefined
  /** Id at the destination. */
  readonly target?: string | undefined
  /** Path on the served site. */
  readonly newPath?: string | undefined
}

/** Macros, hosts and limits found in bodies, with the titles of the sample contents. */
export interface ReportedSurvey extends Pick<SurveySummary, 'bodies' | 'hosts' | 'limits'> {
  readonly macros: readonly (SurveyedMacro & { readonly on?: string | undefined })[]
}

/** How fast an earlier run into the same destination was. */
export interface Forecast {
  readonly steps: number
  readonly stepsPerSecond: number
  /** When that run began. */
  readonly of: string
}

/**
 * Everything that the report on an import or on a plan says, section by section. The JSON report is this; `version` grows
 * when a field changes its meaning or goes.
 */
export interface ImportReport {
  readonly report: 'import'
  readonly version: 2
  /** False for a plan: nothing was written. */
  readonly applied: boolean
  /** True if an earlier start of the same import was continued: times are those of the last start. */
  readonly resumed: boolean
  /** A */
  readonly decision: Decision
  readonly scope: string
  readonly archive: {
    readonly path: string
    /** Absent where it is a folder. */
    readonly bytes?: number | undefined
    readonly id: string
    readonly created: string
    readonly contentRoot: string
    readonly manifestDigest: string
    readonly source: string
    /** Base URLs that the archive names, and those given on the command line. */
    readonly baseUrls: readonly string[]
    /** Hosts that may be the source, as long as its address is unknown. */
    readonly likelyHosts: readonly LikelyHost[]
  }
  readonly destination: {
    readonly path: string
    readonly siteId: string
    readonly name: string
    readonly product: string
  }
  /** The plan, and what it is bound to. */
  readonly plan: {
    /** Folder, as it was named. */
    readonly dir: string
    /** Name of the file of its steps. */
    readonly file: string
    readonly digest: string
    /** Names policies and mapping. */
    readonly options: string
    readonly steps: number
    readonly writes: number
    /** Contents that are shut until their restrictions stand. */
    readonly closed: number
    readonly policies: ImportPolicies
    /** The part of the archive that is imported. */
    readonly selection: ImportSelection
  }
  /** What people decided in the mapping files. */
  readonly mapping: PlanSummary['mapping']
  readonly run: RunFacts
  /** B: per kind, over all, per space, and the half of the source. */
  readonly outcomes: readonly CheckedOutcome[]
  readonly total: CheckedOutcome
  readonly spaces: readonly SpaceOutcome[]
  readonly exported?: CheckedSums | undefined
  /** C */
  readonly losses: Lost & { readonly codes: Readonly<Record<string, number>> }
  readonly omissions: Lost
  /** D */
  readonly access?: AccessSummary | undefined
  /** E */
  readonly people: {
    readonly sorts: readonly PartyCount[]
    readonly matched: number
    readonly created: number
    readonly newAccounts?: number | undefined
  }
  /** F: of a plan, what is going to become of them. */
  readonly references?: ReferenceOutcome | undefined
  /** G, and what the destination does not take. */
  readonly survey?: ReportedSurvey | undefined
  /** H */
  readonly untouched: UntouchedProof
  /** I */
  readonly sample: readonly SamplePage[]
  /** J */
  readonly forecast?: Forecast | undefined
  /** Conflicts that stop something, in words. */
  readonly conflicts: readonly string[]
  /** Spaces and contents that get another name. */
  readonly renames: number
  /** The files behind the numbers. */
  readonly lists: readonly ReportList[]
}

/** What is not there: an excerpt, and the name of the file with all. */
export interface Lost {
  readonly count: number
  readonly findings: readonly Finding[]
  readonly full?: string | undefined
}
