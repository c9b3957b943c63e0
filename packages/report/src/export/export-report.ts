import type { Account, Manifest } from '@spacecrate/format'
import type { Finding } from '../findings.js'
import type { RunFacts } from '../run-facts.js'
import type { Decision } from '../sections.js'
import type { SpaceCounts } from './space-counts.js'

/** One file of an archive. */
export interface Volume {
  readonly name: string
  readonly bytes: number
  readonly sha256: string
}

/** Everything that the report on an export says. The JSON report is this. */
export interface ExportReport {
  readonly report: 'export'
  readonly version: 1
  readonly decision: Decision
  /** The selection in words. */
  readonly scope: string
  /** What the source was called on the command line: the last part of its path. */
  readonly from: string
  readonly selection: Manifest['selection']
  readonly source: Manifest['source']
  readonly consistency: Manifest['consistency']
  readonly archive: {
    readonly id: string
    readonly created: string
    readonly format: string
    readonly contentRoot: string
    readonly manifestDigest: string
    readonly records: number
    readonly streams: Manifest['streams']
    readonly blobs: Manifest['blobs']
    readonly volumes: readonly Volume[]
  }
  readonly run: RunFacts
  /** True unless the sums of every kind add up. */
  readonly partial: boolean
  readonly certificate: Omit<Manifest['certificate'], 'accounts'>
  readonly accounts: readonly Account[]
  readonly total: Account
  readonly spaces: readonly SpaceCounts[]
  readonly people: PeopleCounts
  /** What the source does not say or can't show, in words. */
  readonly limits: readonly string[]
  /** Bytes of the files that were read, where the source is files. */
  readonly sourceBytes?: number | undefined
  readonly omissions: {
    readonly count: number
    readonly findings: readonly Finding[]
    readonly full?: string | undefined
  }
}

/** People in an archive. */
export interface PeopleCounts {
  readonly total: number
  /** Only named by the source: no record of them was there. */
  readonly referencedOnly: number
  /** With an e-mail address or an account id, by which a destination can recognise them. */
  readonly identifiable: number
}
