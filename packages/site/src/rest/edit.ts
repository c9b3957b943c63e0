import { EditConflict } from '../edit/edit-conflict.js'
import type { Call } from './call.js'
import { RestError, badRequest } from './rest-error.js'

/** Runs an edit in one transaction of the store, and says what stands against it in the words of Confluence. */
export function edit<Result>(call: Call, work: () => Result): Result {
  try {
    return call.store.transaction(work)
  } catch (error) {
    if (!(error instanceof EditConflict)) throw error
    throw error.reason === 'version' ? new RestError(409, error.message) : badRequest(error.message)
  }
}
