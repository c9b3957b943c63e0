import type { Handlers } from '../handler.js'
import { adminKeyHandlers } from './admin-key.js'
import { dcPeopleHandlers } from './dc-people.js'
import { dcSiteHandlers } from './dc-site.js'
import { pageHandlers } from './pages.js'
import { searchHandlers } from './search.js'
import { spaceHandlers } from './spaces.js'
import { treeHandlers } from './tree.js'
import { userHandlers } from './users.js'

/** The handler of every operation that has one. */
export const handlers: Handlers = {
  ...adminKeyHandlers,
  ...dcPeopleHandlers,
  ...dcSiteHandlers,
  ...pageHandlers,
  ...searchHandlers,
  ...spaceHandlers,
  ...treeHandlers,
  ...userHandlers,
}
