import { hangingOn, referencesOf, siteId, type SourceAccount, type StreamName, streamNames } from '@spacecrate/format'
import { makeOmission } from '../../omission.js'
import type { OmissionCode } from '../../omission-codes.js'
import type { SourceItem } from '../../source.js'
import { type OwningRow, withHanging } from './hanging-rows.js'
import { type Choice, RowChooser, type RowFate, takesOnlyLast } from './row-fate.js'
import { itemsOf, type RowReading } from './row-items.js'
import { countRows, RowSums } from './row-sums.js'
import { UnknownFields, unknownTables } from './unknown-fields.js'

/** What a walk starts from. */
export type WalkOptions = Choice & RowReading

/**
 * Walks a site from owner to owner. Each row is met once; what the tables hold beyond that hangs on nothing that is there,
 * and is told of at the end.
 */
export class SiteWalk {
  readonly #options: WalkOptions
  readonly #chooser: RowChooser
  readonly #sums = new RowSums()
  readonly #unknown = new UnknownFields()
  #counted: ReadonlyMap<StreamName, number> = new Map()

  constructor(options: WalkOptions) {
    this.#options = options
    this.#chooser = new RowChooser(options)
  }

  /** Everything that the selection takes. What spaces name comes after them: roles, levels, groups, and last people. */
  async *items(): AsyncGenerator<SourceItem> {
    const { store, spaces } = this.#options
    const own = { id: siteId, name: store.identity.name, product: 'embedded' } as const
    yield* this.#row('site', [store.get('site', siteId) ?? own, []], 'taken')
    for (const space of withHanging(store, 'spaces', store.list('spaces'))) {
      yield* this.#row('spaces', space, spaces.has(space[0].id) ? 'taken' : 'unselected')
    }
    for (const stream of hangingOn('site')) yield* this.#list(stream, siteId, 'taken')
    yield* this.#named('groups')
    if (!this.#chooser.wholeSite) yield* this.#namePeople()
    yield* this.#named('people')
    this.#counted = countRows(store)
    yield* this.#unreachable()
    for (const omission of this.#unknown.omissions()) yield { type: 'omission', omission }
    for (const omission of unknownTables(store)) yield { type: 'omission', omission }
  }

  /** The sums of every stream: what its table holds against what was walked. */
  accounts(): SourceAccount[] {
    return this.#sums.accounts(this.#counted)
  }

  async *#named(stream: 'groups' | 'people'): AsyncGenerator<SourceItem> {
    const { store } = this.#options
    for (const row of withHanging(store, stream, store.list(stream))) {
      yield* this.#row(stream, row, this.#chooser.ofNamed(row[0].id))
    }
  }

  async *#list(stream: StreamName, owner: string, fate: RowFate): AsyncGenerator<SourceItem> {
    const { store, selection } = this.#options
    const wanted = this.#chooser.below(stream, fate)
    const onlyLast = takesOnlyLast(selection, stream)
    let held: OwningRow | undefined
    for (const row of withHanging(store, stream, store.list(stream, { owner }))) {
      if (owner === siteId && wanted === 'taken') yield* this.#row(stream, row, this.#chooser.ofNamed(row[0].id))
      else if (!onlyLast) yield* this.#row(stream, row, wanted)
      else if (held !== undefined) yield* this.#row(stream, held, 'unselected')
      held = row
    }
    if (onlyLast && held !== undefined) yield* this.#row(stream, held, wanted)
  }

  async *#row(stream: StreamName, [row, owning]: OwningRow, given: RowFate): AsyncGenerator<SourceItem> {
    const { mentions } = this.#options
    const known = given === 'taken' ? this.#unknown.known(stream, row) : { row }
    const fate = this.#fateOf(stream, known, given)
    if (fate === 'taken') {
      mentions.add('taken', row.id)
      this.#sums.add(stream, 'recorded')
      for (const id of referencesOf(stream, known.row as never)) yield* this.#reference(id)
      yield* itemsOf(this.#options, stream, known.row, { kind: stream, refuse: () => this.#sums.refuse(stream) })
    } else {
      mentions.add('passed', row.id)
      if (fate === 'unselected') {
        this.#sums.add(stream, mentions.has('omitted', row.id) ? 'omitted' : 'unselected')
      } else yield* this.#omit(stream, row.id, fate, known.problem)
    }
    const inherited = fate === 'ROW_UNUSABLE' ? 'OWNER_OMITTED' : fate
    for (const hanging of owning) yield* this.#list(hanging, row.id, inherited)
  }

  #fateOf(stream: StreamName, { row, problem }: ReturnType<UnknownFields['known']>, given: RowFate): RowFate {
    if (given !== 'taken') return given
    return problem === undefined ? this.#chooser.fateOf(stream, row) : 'ROW_UNUSABLE'
  }

  *#omit(stream: StreamName, id: string, code: OmissionCode, why?: string): Generator<SourceItem> {
    this.#sums.add(stream, 'omitted')
    if (!this.#options.mentions.add('omitted', id)) return
    yield { type: 'omission', omission: makeOmission(code, { kind: stream, id, what: id, why }) }
  }

  /** Remembers what a record names, and covers a structural reference to what is left out or is not there. */
  *#reference(id: string): Generator<SourceItem> {
    const { mentions, store } = this.#options
    // What was decided of it when it was named first still holds.
    if (!mentions.add('named', id) || id === siteId) return
    if (mentions.has('taken', id) || mentions.has('omitted', id)) return
    const stream = store.streamOf(id)
    const target = stream && store.get(stream, id)
    if (stream && target && !mentions.has('passed', id) && this.#chooser.isTaken(stream, target)) return
    mentions.add('omitted', id)
    const code = target ? 'NOT_SELECTED' : 'TARGET_MISSING'
    yield { type: 'omission', omission: makeOmission(code, { kind: stream ?? 'unknown', id, what: id }) }
  }

  /** People who are named only by people: who made an account comes along with it. */
  *#namePeople(): Generator<SourceItem> {
    const { store, mentions } = this.#options
    for (let isNew = true; isNew;) {
      isNew = false
      for (const person of store.list('people')) {
        if (!mentions.has('named', person.id)) continue
        for (const id of referencesOf('people', person)) {
          if (mentions.has('named', id)) continue
          isNew = true
          yield* this.#reference(id)
        }
      }
    }
  }

  /** Rows that no walk from owner to owner can meet. Only looked for where the tables hold more than was met. */
  *#unreachable(): Generator<SourceItem> {
    const { store, mentions } = this.#options
    for (const stream of streamNames) {
      if ((this.#counted.get(stream) ?? 0) <= this.#sums.met(stream)) continue
      for (const { id } of store.list(stream)) {
        if (mentions.has('taken', id) || mentions.has('passed', id)) continue
        mentions.add('passed', id)
        yield* this.#omit(stream, id, 'ROW_UNREACHABLE')
      }
      const count = store.tables.countUnreadable(stream)
      if (count === 0) continue
      this.#sums.add(stream, 'omitted', count)
      const omission = makeOmission('ROW_UNUSABLE', { kind: stream, what: `Rows of ${stream} that are no JSON`, count })
      yield { type: 'omission', omission }
    }
  }
}
