import type { Content, Group, Person, Space } from '@spacecrate/format'
import type { Naming } from './destination.js'

/** Somebody or something at the destination that stands for a record of the archive. */
export interface MappedTo {
  /** Id at the destination. */
  readonly target: string
  readonly named?: Naming
  /** A group that the product made and keeps: nobody is ever added to it. */
  readonly system?: boolean
}

/**
 * What a person decided about single records, over the policies. `undefined`: the policies decide. Asked once per record
 * and plan.
 */
export interface Mapping {
  /** Names the decisions: a plan is made anew when it is another. */
  readonly digest: string
  readonly person: (person: Person) => MappedTo | undefined
  readonly group: (group: Group) => MappedTo | undefined
  /** Another key, or nothing of this space. */
  readonly space: (space: Space) => { readonly key: string } | 'skip' | undefined
  /** Another title; links follow. */
  readonly title: (content: Content) => string | undefined
  /** Host of the source, to the host that takes its place in URLs. Not read yet: URLs stay as they are. */
  readonly host: (host: string) => string | undefined
}

/** Leaves everything to the policies. */
export const noMapping: Mapping = {
  digest: 'none',
  person: () => undefined,
  group: () => undefined,
  space: () => undefined,
  title: () => undefined,
  host: () => undefined,
}
