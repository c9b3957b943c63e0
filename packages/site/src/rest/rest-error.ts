import type { Family } from '@spacecrate/confluence'

/** Statuses with which a request is refused. */
export type RefusedStatus = 400 | 401 | 403 | 404 | 405 | 409 | 410 | 412 | 413 | 415 | 421 | 429 | 500 | 501 | 503

/** What a refusal says beyond its status. */
export interface RefusalWords {
  /** The word of v2, such as `INVALID_REQUEST_PARAMETER`; that of the status otherwise. */
  readonly code?: string
  /** The Java class that v1 puts before the message; that of the status otherwise, and the empty text for none. */
  readonly exception?: string
  /** What is wrong with what was sent, as v1 lists it. */
  readonly problems?: readonly string[]
  readonly headers?: Readonly<Record<string, string>>
}

/** A request that is refused with a status and words of Confluence: not an error of the program. */
export class RestError extends Error {
  override readonly name = 'RestError'
  readonly status: RefusedStatus
  readonly words: RefusalWords

  constructor(status: RefusedStatus, message: string, words: RefusalWords = {}) {
    super(message)
    this.status = status
    this.words = words
  }
}

/** Nothing is there, or the caller may not see it: nobody can tell which. */
export function notFound(message = 'Not Found'): RestError {
  return new RestError(404, message)
}

/** What was sent is not right. */
export function badRequest(message: string, words: RefusalWords = {}): RestError {
  return new RestError(400, message, words)
}

/** A parameter that is not what it must be, in the words of v2. */
export function wrongType(name: string, value: string, expected: string): RestError {
  return badRequest(
    `Provided value {${value.slice(0, 200)}} for '${name}' is not the correct type. Expected type is ${expected}.`,
    {
      code: 'INVALID_REQUEST_PARAMETER',
    },
  )
}

/** The caller may see it and not do this. */
export function forbidden(message = 'The caller is not permitted to do this'): RestError {
  return new RestError(403, message)
}

const codes: { readonly [Status in RefusedStatus]: string } = {
  400: 'BAD_REQUEST',
  401: 'UNAUTHORIZED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_ALLOWED',
  409: 'CONFLICT',
  410: 'GONE',
  412: 'PRECONDITION_FAILED',
  413: 'PAYLOAD_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  421: 'MISDIRECTED_REQUEST',
  429: 'TOO_MANY_REQUESTS',
  500: 'INTERNAL_SERVER_ERROR',
  501: 'NOT_IMPLEMENTED',
  503: 'SERVICE_UNAVAILABLE',
}

const service = 'com.atlassian.confluence.api.service.exceptions'
const exceptions: { readonly [Status in RefusedStatus]?: string } = {
  400: `${service}.BadRequestException`,
  403: `${service}.PermissionException`,
  404: `${service}.NotFoundException`,
  409: `${service}.ConflictException`,
  410: `${service}.GoneException`,
  501: `${service}.NotImplementedServiceException`,
}

const reasons: { readonly [Status in RefusedStatus]?: string } = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
  413: 'Request Entity Too Large',
  501: 'Not Implemented',
}

/** The body with which an API says that it refuses. */
export function errorBody(family: Family, { status, message, words }: RestError): unknown {
  if (family === 'v2') {
    return { errors: [{ status, code: words.code ?? codes[status], title: message, detail: null }] }
  }
  const exception = words.exception ?? (family === 'v1' ? exceptions[status] : undefined)
  const said = exception === undefined || exception === '' ? message : `${exception}: ${message}`
  const data = {
    authorized: status !== 401 && status !== 403 && status !== 404,
    valid: words.problems === undefined,
    ...(family === 'dc' ? { allowedInReadOnlyMode: true } : {}),
    errors: (words.problems ?? []).map((key) => ({ message: { key, args: [] } })),
    successful: false,
  }
  return {
    statusCode: status,
    data,
    message: said,
    ...(family === 'dc' && reasons[status] !== undefined ? { reason: reasons[status] } : {}),
  }
}

/**
 * What a gateway answers for an operation that is gone. That the flags in it speak of success is no mistake of ours: real
 * clients met exactly this.
 */
export const goneBody: unknown = {
  statusCode: 410,
  data: { authorized: true, valid: true, errors: [], successful: true },
  message: `${service}.GoneException: This deprecated endpoint has been removed.`,
}
