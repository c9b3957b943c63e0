/** What a request gets, unless it is a `Response` of its own: a value that goes as JSON, or nothing. */
export interface Answer {
  readonly status: number
  /** `undefined`: no body. */
  readonly body: unknown
  readonly headers: Readonly<Record<string, string>>
}

/** A value as JSON. */
export function ok(body: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status: 200, body, headers }
}

/** Done, and nothing to say: 204. */
export const noContent: Answer = { status: 204, body: undefined, headers: {} }
