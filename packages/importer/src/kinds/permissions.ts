import { makesAdministrator } from '../administrators/administrators.js'
import type { StreamKind } from './stream-kind.js'

/** A permission on the whole site may make an administrator. */
export const permissions: StreamKind<'permissions'> = {
  administersSite: makesAdministrator,
}
