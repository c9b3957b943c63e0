import type { AnyRecord, Space, StreamName, StreamRecords, Subject } from '@spacecrate/format'
import type { CallOptions, DestinationLimits, Grant, Naming, StepRecord } from '../destination.js'
import type { LossCode } from '../loss-codes.js'
import type { MappingFile } from '../mapping.js'
import type { AllowedChange } from '../policies.js'
import type { SourceIndex } from '../references/source-index.js'
import type { AccessNotes } from './access-notes.js'
import type { ChosenTitle } from './content-titles.js'
import type { DecidedStep, FoundCounterpart, PlanContext, PlannedFacts } from './decision.js'
import type { Standing, WhyNot } from './standing.js'

/** What a decision knows of a record beside the record itself. */
export interface Asked {
  readonly counterpart: FoundCounterpart | undefined
  /** Of a content whose own title can't stay, or is not to stay. */
  readonly title?: ChosenTitle | undefined
  /** What the default decides of a record whose owner is carried. */
  readonly byDefault: () => DecidedStep
}

/** What is decided of a record, and what others must know of it. */
export interface Decided extends PlannedFacts {
  readonly step: DecidedStep
  /** What happens without a decision, in the words of a mapping file. */
  readonly proposed?: string
  /** Operations that must be restricted before it opens; absent where it never opens or need not. */
  readonly needs?: readonly Grant[]
  readonly staysClosedWhy?: string
}

/** Something that the destination does not take as it is. */
export interface OverLimit {
  readonly code: 'TITLE_TOO_LONG' | 'FILE_TOO_LARGE'
  readonly id: string
  readonly what: string
}

/** Names that an import gives a thing, since its own are taken. */
export interface GivenNames {
  readonly key?: string | undefined
  readonly title?: string | undefined
}

/**
 * What the import of one stream does otherwise than the default, in one place: how it is found, decided, written, opened
 * and taken back. Its place in the order stands in `phases.ts`, and what all sides know of it in its `StreamRule`.
 */
export interface StreamKind<Name extends StreamName> {
  /**
   * Fields that wait for a completion, since what they point to comes later: other people, pages of a new space, files. The
   * texts among them may refer to anything.
   */
  readonly deferred?: (record: StreamRecords[Name]) => readonly string[]

  /** Registers names before anything is decided, so that no new one is that of another record. */
  readonly registerFirst?: (record: StreamRecords[Name], sources: SourceIndex) => void
  /** Registers how bodies of the source name it. */
  readonly register?: (record: StreamRecords[Name], sources: SourceIndex) => void
  /** How bodies name it, whatever becomes of it. */
  readonly naming?: (record: StreamRecords[Name]) => Naming
  /** The index of the plan keeps it although its id is made: bodies may name it. */
  readonly isIndexed?: true

  /** The destination is asked for one of the same name, whatever becomes of its owner. */
  readonly isFoundByName?: true
  /** The destination is asked for it with ids of the destination: it is found again by what it points to. */
  readonly isFoundByTargets?: true
  /** The destination is not asked for it. */
  readonly isNeverAsked?: true
  /** What the destination is asked with. */
  readonly question?: (record: StreamRecords[Name], context: PlanContext) => StreamRecords[Name]

  /** The file in which people decide about it, and which ids belong there. */
  readonly mapping?: { readonly file: MappingFile; readonly isId: (id: string) => boolean }
  /** Why it is left out, before anything is decided. */
  readonly whyNotSelected?: (record: StreamRecords[Name], context: PlanContext) => DecidedStep['reason']
  /** Chooses titles for a batch of records. */
  readonly chooseTitles?: (
    batch: readonly StepRecord[],
    counterparts: ReadonlyMap<string, FoundCounterpart>,
    context: PlanContext,
    isLeftOut: (item: StepRecord) => boolean,
    options: CallOptions,
  ) => Promise<ReadonlyMap<string, ChosenTitle>>
  readonly decide?: (record: StreamRecords[Name], asked: Asked, context: PlanContext) => Decided
  /** The same for a kind that may have to ask the destination again: its records are decided one after the other. */
  readonly decideAsking?: (
    record: StreamRecords[Name],
    asked: Asked,
    context: PlanContext,
    options: CallOptions,
  ) => Promise<Decided>
  /** Called with what was decided, whatever it is: rows of mapping files, steps of later phases. */
  readonly note?: (record: StreamRecords[Name], decided: Decided, context: PlanContext) => void
  /** What something of the same meaning that stood there before decides; `undefined`: it is used as it is. */
  readonly decideStanding?: (
    record: StreamRecords[Name],
    there: AnyRecord,
    target: string,
    title: string,
  ) => DecidedStep | undefined
  /** Loss of a record whose second party is not at the destination. */
  readonly unmapped?: LossCode
  /** What only stands in for somebody never gets it. */
  readonly isForNoStandIn?: true
  /** It cannot be shut by itself: refused where nobody can say who may see it. */
  readonly isRefusedShut?: true
  /** It goes under a page that was there before, where its space does. */
  readonly goesUnder?: (record: StreamRecords[Name], standing: Standing) => boolean

  readonly access?: {
    /** Notes what access follows from. */
    readonly note: (record: StreamRecords[Name], notes: AccessNotes) => void
    /** It has a life of its own at the destination, and may have been there before. */
    readonly standsAlone?: true
    /** What our imports made of it counts as something that was there as well. */
    readonly isAlwaysMatched?: true
    /** Who gets something by it. */
    readonly subject?: (record: StreamRecords[Name]) => Subject
  }

  /** Law 2 for this kind, in the place of the default. */
  readonly whyNotMade?: (record: StreamRecords[Name], standing: Standing) => WhyNot | undefined
  /** It makes an administrator of the site, or of a space. */
  readonly administersSite?: (record: StreamRecords[Name]) => boolean
  readonly administersSpace?: (record: StreamRecords[Name], standing: Standing) => boolean
  /** The permission that it needs where it belongs to the site at large, and why. */
  readonly siteChange?: { readonly change: AllowedChange; readonly why: string }

  /** It is shut when it is made, whatever the plan says. */
  readonly startsClosed?: true
  /** Writes the names that the import gives it. */
  readonly rename?: (record: StreamRecords[Name], given: GivenNames, into: Record<string, unknown>) => void
  /** Paths of fields that would open it to who stands in for somebody, or make them do something. */
  readonly duties?: (record: StreamRecords[Name]) => readonly string[]
  /** What is written of somebody who is made without a login. */
  readonly placeholder?: (record: StreamRecords[Name], named: object | undefined, id: string) => Record<string, unknown>
  /** True if it stands at the root of what it belongs to, and would stand elsewhere under a page. */
  readonly isRoot?: (record: StreamRecords[Name]) => boolean

  /** Its blobs are files, or texts that an import never writes: no reference in it is ever repaired. */
  readonly holdsNoText?: true
  /** Somebody who will be able to log in: where accounts cost money, they are counted. */
  readonly isNewAccount?: (record: StreamRecords[Name]) => boolean
  /** What of it goes over a limit of the destination. */
  readonly overLimit?: (
    record: StreamRecords[Name],
    limits: DestinationLimits,
    given: GivenNames,
  ) => OverLimit | undefined

  readonly undo?: {
    /** Others may name it by now, and by itself it does nothing: an undo lets it stay. */
    readonly stays?: true
    /** What it can't do without where it stays: ids at the destination. */
    readonly needs?: (record: StreamRecords[Name]) => readonly string[]
    /** The space that it lies in. */
    readonly space?: (record: StreamRecords[Name]) => Space['id']
  }
  /** It stays whatever becomes of it at the source. */
  readonly outlivesSource?: true
}
