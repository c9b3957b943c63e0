import type { SiteStore } from '@spacecrate/site'
import type { Selection } from '../../selection.js'
import { chooseSpaces } from '../../space-choice.js'
import type { SpaceChoice } from '../../source-error.js'

/** The spaces of a site that a selection takes. Throws what `chooseSpaces` throws. */
export function selectSiteSpaces(store: SiteStore, selection: Selection): (SpaceChoice & { readonly id: string })[] {
  const all = [...store.list('spaces')].map(({ id, key, name, kind, status }) => ({
    id,
    key,
    name: name ?? '',
    kind,
    status,
  }))
  return chooseSpaces(all, selection)
}
