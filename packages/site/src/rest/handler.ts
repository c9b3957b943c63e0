import type { RouteId } from '@spacecrate/confluence'
import type { Answer } from './answer.js'
import type { Call } from './call.js'

/** Answers one operation. What it refuses it throws as a `RestError`. */
export type Handler = (call: Call) => Answer | Response | Promise<Answer | Response>

/** Handlers of one area, by operation. */
export type Handlers = { readonly [Id in RouteId]?: Handler }
