import { type Route, type RouteRow, routeOf } from './route.js'
import { adminKeyRoutes } from './routes/admin-key.js'
import { attachmentsRoutes } from './routes/attachments.js'
import { classificationRoutes } from './routes/classification.js'
import { commentsRoutes } from './routes/comments.js'
import { contentRoutes } from './routes/content.js'
import { convertRoutes } from './routes/convert.js'
import { customContentRoutes } from './routes/custom-content.js'
import { dcContentRoutes } from './routes/dc-content.js'
import { dcHangingRoutes } from './routes/dc-hanging.js'
import { dcSpacesRoutes } from './routes/dc-spaces.js'
import { dcPeopleRoutes } from './routes/dc-people.js'
import { dcSiteRoutes } from './routes/dc-site.js'
import { dcBackupRoutes } from './routes/dc-backup.js'
import { evidenceRoutes } from './routes/evidence.js'
import { footerCommentsRoutes } from './routes/footer-comments.js'
import { groupsRoutes } from './routes/groups.js'
import { inlineCommentsRoutes } from './routes/inline-comments.js'
import { labelsRoutes } from './routes/labels.js'
import { likesRoutes } from './routes/likes.js'
import { longTasksRoutes } from './routes/long-tasks.js'
import { lookRoutes } from './routes/look.js'
import { operationsRoutes } from './routes/operations.js'
import { otherPropertiesRoutes } from './routes/other-properties.js'
import { othersRoutes } from './routes/others.js'
import { pagesRoutes } from './routes/pages.js'
import { postsRoutes } from './routes/posts.js'
import { propertiesRoutes } from './routes/properties.js'
import { relationsRoutes } from './routes/relations.js'
import { restrictionsRoutes } from './routes/restrictions.js'
import { searchRoutes } from './routes/search.js'
import { spacePermissionsRoutes } from './routes/space-permissions.js'
import { spacesRoutes } from './routes/spaces.js'
import { statesRoutes } from './routes/states.js'
import { tasksRoutes } from './routes/tasks.js'
import { templatesRoutes } from './routes/templates.js'
import { treeRoutes } from './routes/tree.js'
import { usersRoutes } from './routes/users.js'
import { versionsRoutes } from './routes/versions.js'
import { watchesRoutes } from './routes/watches.js'

/** Name of an operation: `v2.getPages`. */
export type RouteId =
  | keyof typeof adminKeyRoutes
  | keyof typeof attachmentsRoutes
  | keyof typeof classificationRoutes
  | keyof typeof commentsRoutes
  | keyof typeof contentRoutes
  | keyof typeof convertRoutes
  | keyof typeof customContentRoutes
  | keyof typeof dcContentRoutes
  | keyof typeof dcHangingRoutes
  | keyof typeof dcSpacesRoutes
  | keyof typeof dcPeopleRoutes
  | keyof typeof dcSiteRoutes
  | keyof typeof dcBackupRoutes
  | keyof typeof evidenceRoutes
  | keyof typeof footerCommentsRoutes
  | keyof typeof groupsRoutes
  | keyof typeof inlineCommentsRoutes
  | keyof typeof labelsRoutes
  | keyof typeof likesRoutes
  | keyof typeof longTasksRoutes
  | keyof typeof lookRoutes
  | keyof typeof operationsRoutes
  | keyof typeof otherPropertiesRoutes
  | keyof typeof othersRoutes
  | keyof typeof pagesRoutes
  | keyof typeof postsRoutes
  | keyof typeof propertiesRoutes
  | keyof typeof relationsRoutes
  | keyof typeof restrictionsRoutes
  | keyof typeof searchRoutes
  | keyof typeof spacePermissionsRoutes
  | keyof typeof spacesRoutes
  | keyof typeof statesRoutes
  | keyof typeof tasksRoutes
  | keyof typeof templatesRoutes
  | keyof typeof treeRoutes
  | keyof typeof usersRoutes
  | keyof typeof versionsRoutes
  | keyof typeof watchesRoutes

const rows: { readonly [Id in RouteId]: RouteRow } = {
  ...adminKeyRoutes,
  ...attachmentsRoutes,
  ...classificationRoutes,
  ...commentsRoutes,
  ...contentRoutes,
  ...convertRoutes,
  ...customContentRoutes,
  ...dcContentRoutes,
  ...dcHangingRoutes,
  ...dcSpacesRoutes,
  ...dcPeopleRoutes,
  ...dcSiteRoutes,
  ...dcBackupRoutes,
  ...evidenceRoutes,
  ...footerCommentsRoutes,
  ...groupsRoutes,
  ...inlineCommentsRoutes,
  ...labelsRoutes,
  ...likesRoutes,
  ...longTasksRoutes,
  ...lookRoutes,
  ...operationsRoutes,
  ...otherPropertiesRoutes,
  ...othersRoutes,
  ...pagesRoutes,
  ...postsRoutes,
  ...propertiesRoutes,
  ...relationsRoutes,
  ...restrictionsRoutes,
  ...searchRoutes,
  ...spacePermissionsRoutes,
  ...spacesRoutes,
  ...statesRoutes,
  ...tasksRoutes,
  ...templatesRoutes,
  ...treeRoutes,
  ...usersRoutes,
  ...versionsRoutes,
  ...watchesRoutes,
}

/** Every operation that this program calls or answers, by its id. */
export const routes: { readonly [Id in RouteId]: Route } = routesOf(rows)

function routesOf(table: { readonly [Id in RouteId]: RouteRow }): { readonly [Id in RouteId]: Route } {
  return Object.fromEntries(Object.entries<RouteRow>(table).map(([id, row]) => [id, routeOf(id, row)])) as {
    readonly [Id in RouteId]: Route
  }
}

/** True for the name of an operation. */
export function isRouteId(id: string): id is RouteId {
  return Object.hasOwn(routes, id)
}

/** Every id, in the order of the table. */
export const routeIds: readonly RouteId[] = Object.keys(routes).filter(isRouteId)
