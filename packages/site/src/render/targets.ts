import { findReferenceForm, readReference } from '@spacecrate/confluence'
import type { ReferenceKind, ReferenceSays } from '@spacecrate/confluence'

import type { ContentSays } from './context.js'
import type { OpenElement } from './open-element.js'

/** What an `ri:` element points to. */
export interface Target {
  readonly kind: ReferenceKind
  readonly says: ReferenceSays
}

/** The element's target, with its container if it has one. */
export function readTarget(element: OpenElement): Target | undefined {
  const form = findReferenceForm(element.name)
  if (form === undefined) return undefined
  const says = readReference(form, (name) => element.attributes.get(name))
  if (says === undefined) return undefined
  const container = form.hasContainer === true ? firstTarget(element.parts) : undefined
  const { kind } = container ?? {}
  if (container !== undefined && (kind === 'page' || kind === 'blogpost' || kind === 'content'))
    says.container = { ...contentSays(container.says), kind }
  return { kind: form.kind, says }
}

/** The first target among these elements or inside of them, such as the page in the link in a macro's parameter. */
export function firstTarget(elements: readonly OpenElement[]): Target | undefined {
  for (const element of elements) {
    const found = element.name.startsWith('ri:') ? readTarget(element) : firstTarget(element.parts)
    if (found !== undefined) return found
  }
  return undefined
}

/** The part of a reference that names a content. */
export function contentSays(says: ReferenceSays, kind?: ReferenceKind): ContentSays {
  const { title, spaceKey, contentId, postingDay } = says
  return {
    ...(title === undefined ? {} : { title }),
    ...(spaceKey === undefined ? {} : { spaceKey }),
    ...(contentId === undefined ? {} : { contentId }),
    ...(postingDay === undefined ? {} : { postingDay }),
    ...(kind === 'blogpost' ? { kind } : {}),
  }
}
