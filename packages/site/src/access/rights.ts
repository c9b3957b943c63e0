import type { Content, SpacePermission } from '@spacecrate/format'
import type { SiteStore } from '../store/site.js'
import { includes } from './permissions.js'
import type { View } from './view.js'

/** What somebody does in a space. */
export type Deed = 'create' | 'delete' | 'archive' | 'export' | 'restrict_content' | 'administer'

/** On what. */
export type Target = NonNullable<SpacePermission['target']>

/**
 * What one visitor may do, beyond seeing it: by the permissions and roles of the space, and by who is listed under
 * `update` on a content. As with `View`, it is good for one request.
 */
export class Rights {
  private readonly store: SiteStore
  private readonly view: View
  private readonly words: Map<string, ReadonlySet<string>> = new Map()

  constructor(store: SiteStore, view: View) {
    this.store = store
    this.view = view
  }

  /** May do this in the space; whoever administers the space may do anything that has no permission of its own. */
  may(space: string, deed: Deed, target: Target = 'space'): boolean {
    if (this.view.isAdministrator) return true
    return this.view.mayReadSpace(space) && this.wordsIn(space).has(`${deed} ${target}`)
  }

  /** May change the content: it is theirs to make such things in the space, and nobody else is listed under `update`. */
  mayUpdate(content: Content): boolean {
    if (this.view.isAdministrator) return true
    if (!this.view.mayReadContent(content.id)) return false
    return this.may(content.space, 'create', targetOf(content)) && this.isUpdateOpen(content.id)
  }

  /** May delete the content: by the permission to, or as the author of it by that to delete what is their own. */
  mayDelete(content: Content): boolean {
    if (this.view.isAdministrator) return true
    if (!this.view.mayReadContent(content.id) || !this.isUpdateOpen(content.id)) return false
    const own = content.created?.by === this.view.visitor && this.may(content.space, 'delete', 'own')
    return own || this.may(content.space, 'delete', targetOf(content))
  }

  /** May say who sees and changes the content. */
  mayRestrict(content: Content): boolean {
    return (
      this.mayUpdate(content) && (this.may(content.space, 'restrict_content') || this.view.mayAdminister(content.space))
    )
  }

  private isUpdateOpen(content: string): boolean {
    let restricted = false
    for (const { operation, subject } of this.store.list('restrictions', { owner: content })) {
      if (operation !== 'update') continue
      if (this.view.isOf(subject)) return true
      restricted = true
    }
    return !restricted
  }

  private wordsIn(space: string): ReadonlySet<string> {
    const known = this.words.get(space)
    if (known !== undefined) return known
    const words = new Set<string>()
    const roles = this.view.rolesIn(space)
    for (const role of roles) {
      for (const word of this.store.get('roles', role)?.permissions ?? []) words.add(spelled(word))
    }
    for (const { subject, operation, target } of this.store.list('space-permissions', { owner: space })) {
      if (operation === undefined || !includes(subject, this.view.standing, roles)) continue
      words.add(`${operation} ${target ?? 'space'}`)
    }
    this.words.set(space, words)
    return words
  }
}

/** `create page`, whatever the white space; without a target it is on the space. */
function spelled(permission: string): string {
  const [operation = '', ...target] = permission.trim().split(/\s+/)
  return `${operation} ${target.length === 0 ? 'space' : target.join(' ')}`
}

/** Folders and the like go by the permission for pages. */
function targetOf({ kind }: Content): Target {
  return kind === 'blogpost' ? 'blogpost' : 'page'
}
