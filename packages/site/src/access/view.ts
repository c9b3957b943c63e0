import { isAccountInUse, letsAdminister, letsRead, rightsOfRole } from '@spacecrate/confluence'
import type { Content, Version } from '@spacecrate/format'
import type { SiteStore } from '../store/site.js'
import { type Standing, type Visitor, anonymous, includes } from './permissions.js'

type Sight = Pick<SiteStore, 'identity' | 'get' | 'list' | 'isClosed' | 'isWithdrawn' | 'groupsOf'>

/**
 * What one visitor may see. It remembers what it found out, so it is good for one page or one check, not for longer.
 *
 * The rules are those of Confluence, and in doubt the answer is no:
 * - The administrator of the site sees everything. For everybody else what is closed is shut, and all that is in or below it.
 * - A space needs a permission to read it, or a role in it that lets read. A permission of a role is for those who have it
 *   in that very space. A space in the trash is shut.
 * - A content needs its space, and of each content from it up to the root that lists anybody under `read`, to be listed
 *   there, as a person or through a group.
 * - A draft is for its author and owner; what is in the trash is for those who administer the space.
 * - An account that is unknown, deleted or switched off counts as somebody who is not logged in.
 */
export class View {
  readonly store: Sight
  readonly visitor: Visitor
  /** May do anything on the site. */
  readonly isAdministrator: boolean
  /** Sees anything: drafts, the trash and what is restricted as well. */
  readonly seesAll: boolean
  readonly standing: Standing
  private readonly spaces: Map<string, { readonly reads: boolean; readonly administers: boolean }> = new Map()
  private readonly branches: Map<string, boolean> = new Map()
  private readonly roles: Map<string, ReturnType<typeof rightsOfRole>> = new Map()

  /**
   * @param adminKey `false` shows the administrator all but what restrictions keep from them, as Confluence does; `true` shows
   * everything, to any visitor
   */
  constructor(store: Sight, visitor: Visitor, { adminKey }: { readonly adminKey?: boolean } = {}) {
    this.store = store
    this.visitor = visitor
    this.isAdministrator = adminKey === true || visitor === store.identity.administrator
    this.seesAll = this.isAdministrator && adminKey !== false
    this.standing = standingOf(store, visitor)
  }

  /** True for a person that is the visitor, or a group that they are in. */
  isOf(subject: string): boolean {
    return this.isVisitor(subject) || this.standing.groups.has(subject)
  }

  mayReadSpace(id: string): boolean {
    return this.isAdministrator || this.space(id).reads
  }

  mayReadContent(id: string): boolean {
    const content = this.store.get('content', id)
    if (content === undefined) return false
    if (this.seesAll) return true
    return this.mayReadSpace(content.space) && this.mayReadState(content) && this.mayReadBranch(content)
  }

  /** May look people and groups up: whoever has an account. Names of authors stand on what they wrote for everybody. */
  get mayReadPeople(): boolean {
    return this.isAdministrator || this.standing.person !== undefined
  }

  /** May see what only those see who administer a space: its trash, and who may do what. */
  mayAdminister(space: string): boolean {
    return this.isAdministrator || (this.space(space).reads && this.space(space).administers)
  }

  /** A comment, attachment, template or whatever hangs on these: as what it hangs on, and by its own state. */
  mayReadComment(id: string): boolean {
    const comment = this.store.get('comments', id)
    if (comment === undefined || !this.mayReadContent(comment.content)) return false
    if (this.seesAll || comment.status === 'current' || comment.status === 'archived') return true
    if (comment.status === 'draft') return this.isVisitor(comment.created?.by)
    const content = this.store.get('content', comment.content)
    return content !== undefined && this.mayAdminister(content.space)
  }

  /** A version with a state of its own: what was never published is for its author, what was in the trash for those who administer the space. */
  mayReadVersion({ of, status, author }: Pick<Version, 'of' | 'status' | 'author'>): boolean {
    if (status === undefined || status === 'current' || status === 'archived' || this.seesAll) return true
    if (status === 'draft') return this.isVisitor(author)
    const content = this.store.get('content', this.store.get('comments', of)?.content ?? of)
    return content !== undefined && this.mayAdminister(content.space)
  }

  mayReadTemplate(id: string): boolean {
    const template = this.store.get('templates', id)
    // A template has no trash to be in.
    if (template === undefined || this.store.isWithdrawn(id)) return false
    if (this.isAdministrator) return true
    return template.space === undefined ? this.standing.person !== undefined : this.mayReadSpace(template.space)
  }

  mayReadAttachment(id: string): boolean {
    const attachment = this.store.get('attachments', id)
    if (attachment === undefined) return false
    if (this.seesAll) return true
    const { container, status } = attachment
    const space = this.spaceOf(container)
    if (status === 'trashed' && (space === undefined || !this.mayAdminister(space))) return false
    if (status === 'draft' && !this.isVisitor(attachment.created?.by)) return false
    return this.mayReadContainer(container)
  }

  /** Of a space, content, comment, template or attachment. */
  mayReadContainer(id: string): boolean {
    return (
      (this.store.get('content', id) !== undefined && this.mayReadContent(id)) ||
      (this.store.get('spaces', id) !== undefined && this.mayReadSpace(id)) ||
      this.mayReadComment(id) ||
      this.mayReadTemplate(id)
    )
  }

  private spaceOf(container: string): string | undefined {
    const content = this.store.get('content', this.store.get('comments', container)?.content ?? container)
    return content?.space ?? this.store.get('spaces', container)?.id ?? this.store.get('templates', container)?.space
  }

  private mayReadState(content: Content): boolean {
    if (content.status === 'draft') return this.isVisitor(content.created?.by) || this.isVisitor(content.owner)
    return content.status !== 'trashed' || this.mayAdminister(content.space)
  }

  /** The restrictions of the content, of what it is a draft of, and of all above it. */
  private mayReadBranch(content: Content): boolean {
    const path: string[] = []
    let open = true
    for (let next: Content | undefined = content; next !== undefined && open;) {
      const known = this.branches.get(next.id)
      if (known !== undefined) {
        open = known
        break
      }
      path.push(next.id)
      const published = next.draftOf === undefined ? true : this.isOpen(next.draftOf)
      open = published && this.isOpen(next.id)
      next = next.parent === undefined ? undefined : this.store.get('content', next.parent)
    }
    for (const id of path) this.branches.set(id, open)
    return open
  }

  /** What is listed on this one content lets the visitor in. */
  private isOpen(id: string): boolean {
    if (this.store.isClosed(id)) return false
    let restricted = false
    for (const { operation, subject } of this.store.list('restrictions', { owner: id })) {
      if (operation !== 'read') continue
      if (this.isOf(subject)) return true
      restricted = true
    }
    return !restricted
  }

  private space(id: string): { readonly reads: boolean; readonly administers: boolean } {
    const known = this.spaces.get(id)
    if (known !== undefined) return known
    let reads = false
    let administers = false
    const status = this.store.get('spaces', id)?.status
    if (status !== undefined && status !== 'trashed' && !this.store.isClosed(id)) {
      const roles = this.rolesIn(id)
      for (const role of roles) {
        const rights = this.role(role)
        reads ||= rights.reads
        administers ||= rights.administers
      }
      for (const permission of this.store.list('space-permissions', { owner: id })) {
        if (!includes(permission.subject, this.standing, roles)) continue
        reads ||= letsRead(permission)
        administers ||= letsAdminister(permission)
      }
    }
    const found = { reads, administers }
    this.spaces.set(id, found)
    return found
  }

  /** Ids of the roles that the visitor has in a space. */
  rolesIn(space: string): ReadonlySet<string> {
    const roles = new Set<string>()
    for (const { subject, role } of this.store.list('role-assignments', { owner: space })) {
      if (includes(subject, this.standing)) roles.add(role)
    }
    return roles
  }

  private role(id: string): ReturnType<typeof rightsOfRole> {
    const known = this.roles.get(id)
    if (known !== undefined) return known
    const rights = rightsOfRole(this.store.get('roles', id) ?? {})
    this.roles.set(id, rights)
    return rights
  }

  private isVisitor(person: string | undefined): boolean {
    return person !== undefined && person === this.standing.person
  }
}

function standingOf(store: Sight, visitor: Visitor): Standing {
  const person = visitor === anonymous ? undefined : store.get('people', visitor)
  return person !== undefined && isAccountInUse(person)
    ? { person: person.id, groups: store.groupsOf(person.id) }
    : { person: undefined, groups: new Set() }
}
