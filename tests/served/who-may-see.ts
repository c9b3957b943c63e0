import type { AnyRecord, StreamName, StreamRecords } from '@spacecrate/format'
import type { MarkedRecord } from './marked-site.js'

/** The administrator of the site, who sees everything. */
export const administrator = 'person:site-administrator'

/**
 * Who may see what of a site, from its records and the rules of Confluence alone: nothing of this is shared with the code
 * that serves it.
 */
export class WhoMaySee {
  readonly #byId = new Map<string, AnyRecord>()
  readonly #streams = new Map<StreamName, AnyRecord[]>()

  constructor(marked: readonly MarkedRecord[]) {
    for (const { stream, record } of marked) {
      this.#byId.set(record.id, record)
      this.#streams.set(stream, [...(this.#streams.get(stream) ?? []), record])
    }
  }

  /** True if what somebody wrote into the record may stand anywhere before this visitor. */
  maySee(visitor: string, stream: StreamName, record: AnyRecord): boolean {
    if (visitor === administrator) return true
    const field = (name: string): string => String(Reflect.get(record, name) ?? '')
    switch (stream) {
      case 'people':
      case 'groups':
        return this.#isLoggedIn(visitor)
      case 'spaces':
        return this.#reads(visitor, record.id)
      case 'sidebar-links': {
        const target = field('target')
        const isShown = field('list') === 'shortcut' && (target === '' || this.#seesThing(visitor, target))
        return isShown ? this.#reads(visitor, field('space')) : this.#administers(visitor, field('space'))
      }
      case 'templates':
      case 'content':
      case 'attachments':
      case 'comments':
        return this.#seesThing(visitor, record.id)
      case 'template-versions':
      case 'attachment-versions':
        return this.#seesThing(visitor, field('of'))
      case 'versions':
      case 'comment-versions':
        return (
          this.#seesThing(visitor, field('of')) &&
          this.#seesState(visitor, field('status'), field('author'), field('of'))
        )
      case 'labels':
        return this.#seesThing(visitor, field('on')) && (field('prefix') !== 'my' || field('person') === visitor)
      case 'properties':
      case 'states':
      case 'tasks':
      case 'analytics': {
        const on = field(stream === 'properties' ? 'owner' : 'on')
        return on.startsWith('space:')
          ? this.#administers(visitor, on)
          : !/^(site|person|group):/.test(on) && this.#seesThing(visitor, on)
      }
      case 'space-states':
      case 'calendars':
        return this.#administers(visitor, field('space'))
      case 'calendar-events':
        return this.#administers(visitor, String(Reflect.get(this.#byId.get(field('calendar')) ?? {}, 'space') ?? ''))
      case 'settings':
        return this.#administers(visitor, field('owner'))
      default:
        return false
    }
  }

  /** A space, content, comment, file or template. */
  #seesThing(visitor: string, id: string): boolean {
    const record = this.#byId.get(id)
    if (record === undefined) return false
    const created = this.#by(record)
    switch (id.slice(0, id.indexOf(':'))) {
      case 'space':
        return this.#reads(visitor, id)
      case 'template': {
        const { space } = record as StreamRecords['templates']
        return space === undefined ? this.#isLoggedIn(visitor) : this.#reads(visitor, space)
      }
      case 'comment': {
        const { content, status } = record as StreamRecords['comments']
        return this.#seesThing(visitor, content) && this.#seesState(visitor, status, created, id)
      }
      case 'attachment': {
        const { container, status } = record as StreamRecords['attachments']
        return this.#seesThing(visitor, container) && this.#seesState(visitor, status, created, id)
      }
      default:
        return this.#seesContent(visitor, record as StreamRecords['content'])
    }
  }

  #seesContent(visitor: string, content: StreamRecords['content']): boolean {
    if (!this.#reads(visitor, content.space)) return false
    if (content.status === 'draft') {
      const account = this.#account(visitor)
      if (account === undefined || ![this.#by(content), content.owner].includes(account)) return false
    }
    if (content.status === 'trashed' && !this.#administers(visitor, content.space)) return false
    const above: StreamRecords['content'][] = []
    for (let next: AnyRecord | undefined = content; next !== undefined;) {
      const one: StreamRecords['content'] = next as StreamRecords['content']
      above.push(one)
      next = one.parent === undefined ? undefined : this.#byId.get(one.parent)
    }
    const drafted = above.flatMap(({ draftOf }) => (draftOf === undefined ? [] : [draftOf]))
    return [...above.map(({ id }) => id), ...drafted].every((id) => this.#isNamed(visitor, id))
  }

  /** What is restricted names them, itself or by a group. */
  #isNamed(visitor: string, content: string): boolean {
    const named = this.#all('restrictions')
      .filter((one) => one.content === content && one.operation === 'read')
      .map(({ subject }) => subject)
    const own = [this.#account(visitor), ...this.#groups(visitor)]
    return named.length === 0 || named.some((subject) => own.includes(subject))
  }

  /** Drafts are for their author, what is in the trash for those who administer the space. */
  #seesState(visitor: string, status: string, author: string | undefined, id: string): boolean {
    if (status === 'draft') return author !== undefined && author === this.#account(visitor)
    return status !== 'trashed' || this.#administers(visitor, this.#spaceOf(id))
  }

  #spaceOf(id: string): string {
    const record: object = this.#byId.get(id) ?? {}
    for (const name of ['space', 'content', 'container', 'of']) {
      const above: unknown = Reflect.get(record, name)
      if (typeof above === 'string') return name === 'space' ? above : this.#spaceOf(above)
    }
    return id
  }

  #reads(visitor: string, space: string): boolean {
    return this.#may(visitor, space, 'read', 'VIEWSPACE')
  }

  #administers(visitor: string, space: string): boolean {
    return this.#reads(visitor, space) && this.#may(visitor, space, 'administer', 'SETSPACEPERMISSIONS')
  }

  #may(visitor: string, id: string, operation: string, native: string): boolean {
    const space = this.#byId.get(id) as StreamRecords['spaces'] | undefined
    if (space === undefined || space.status === 'trashed') return false
    const roles = this.#all('role-assignments')
      .filter((one) => one.space === id && this.#isOne(visitor, one.subject, []))
      .map(({ role }) => role)
    const byRole = roles.some((role) =>
      (this.#byId.get(role) as StreamRecords['roles'] | undefined)?.permissions?.some((word) =>
        [operation, `${operation} space`].includes(word),
      ),
    )
    return (
      byRole ||
      this.#all('space-permissions').some(
        (one) =>
          one.space === id &&
          (one.operation === undefined
            ? one.native === native
            : one.operation === operation && (one.target ?? 'space') === 'space') &&
          this.#isOne(visitor, one.subject, roles),
      )
    )
  }

  #isOne(visitor: string, subject: StreamRecords['space-permissions']['subject'], roles: readonly string[]): boolean {
    if (subject.type === 'anonymous') return true
    if (subject.type === 'everyone') return this.#isLoggedIn(visitor)
    const own = [this.#account(visitor), ...this.#groups(visitor), ...roles]
    return subject.type !== 'app' && 'id' in subject && own.includes(subject.id)
  }

  #groups(visitor: string): string[] {
    const found = new Set<string>()
    const members = [this.#account(visitor)]
    for (const member of members) {
      for (const { group } of this.#all('memberships').filter((one) => member !== undefined && one.member === member)) {
        if (!found.has(group)) members.push(group)
        found.add(group)
      }
    }
    return [...found]
  }

  /** The account of a visitor that can log in. */
  #account(visitor: string): string | undefined {
    const person = this.#byId.get(visitor) as StreamRecords['people'] | undefined
    return person?.state === 'active' && person.kind !== 'deleted' ? visitor : undefined
  }

  #isLoggedIn(visitor: string): boolean {
    return this.#account(visitor) !== undefined
  }

  #by(record: AnyRecord): string | undefined {
    return (record as StreamRecords['content']).created?.by
  }

  #all<Name extends StreamName>(stream: Name): StreamRecords[Name][] {
    return (this.#streams.get(stream) ?? []) as StreamRecords[Name][]
  }
}
