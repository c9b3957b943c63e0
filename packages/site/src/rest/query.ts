import type { Call } from './call.js'
import { RestError, badRequest, wrongType } from './rest-error.js'

const largestLong = 2n ** 63n - 1n

/** The number of a thing in the path. Refuses what is no number, as Confluence does before it looks for anything. */
export function idParam(call: Call, name = 'id'): string {
  const value = call.param(name)
  if (isLong(value)) return value
  throw call.family === 'v2'
    ? wrongType(name, value, 'long')
    : badRequest(`Invalid value ${JSON.stringify(value.slice(0, 200))} for ${name}`)
}

/** All values of a parameter, whether it stands several times or has commas. */
export function listParam(call: Call, name: string, most = 250): readonly string[] {
  const values = call.query.getAll(name).flatMap((value) => value.split(','))
  const given = values.map((value) => value.trim()).filter((value) => value !== '')
  if (given.length > most) throw badRequest(`Provided value for '${name}' has more than ${most} entries.`, invalid)
  return given
}

/** Numbers of things in a parameter. */
export function idsParam(call: Call, name: string, most = 250): readonly string[] {
  const ids = listParam(call, name, most)
  const wrong = ids.find((id) => !isLong(id))
  if (wrong !== undefined) throw wrongType(name, wrong, 'array of longs')
  return ids
}

/** A parameter that is one of some words; the first value counts. */
export function choiceParam<Word extends string>(call: Call, name: string, words: readonly Word[]): Word | undefined {
  const value = call.query.get(name)
  if (value === null || value === '') return undefined
  const word = words.find((one) => one === value)
  if (word === undefined) throw wrongType(name, value, `one of [${words.join(', ')}]`)
  return word
}

/** A parameter that is a list of some words; all of `standard` where it is not given. */
export function choicesParam<Word extends string>(
  call: Call,
  name: string,
  words: readonly Word[],
  standard: readonly Word[],
): readonly Word[] {
  const given = listParam(call, name)
  if (given.length === 0) return standard
  return [...new Set(given)].map((value) => {
    const word = words.find((one) => one === value)
    if (word === undefined) throw wrongType(name, value, `one of [${words.join(', ')}]`)
    return word
  })
}

/** `true` or `false`. */
export function flagParam(call: Call, name: string, standard = false): boolean {
  const value = call.query.get(name)
  if (value === null || value === '') return standard
  if (value === 'true' || value === 'false') return value === 'true'
  throw wrongType(name, value, 'boolean')
}

/** A parameter in digits. */
export function numberParam(call: Call, name: string): number | undefined {
  const value = call.query.get(name)
  if (value === null || value === '') return undefined
  if (/^-?\d{1,9}$/.test(value)) return Number(value)
  if (call.family === 'v2') throw wrongType(name, value, 'int')
  throw badRequest(
    `Failed to convert value of type 'java.lang.String' to required type 'int'; nested exception is java.lang.NumberFormatException: For input string: "${value.slice(0, 200)}"`,
    { exception: 'org.springframework.web.method.annotation.MethodArgumentTypeMismatchException' },
  )
}

/** How many rows a page of this list has: what was asked for, or the most that the route gives. */
export function limitParam(call: Call, withBody = false): number {
  const { limit } = call.route
  if (limit === undefined) throw new TypeError(`The route ${call.route.id} is no list`)
  const most = withBody ? limit.withBody : limit.most
  const asked = numberParam(call, 'limit') ?? limit.default
  if (asked >= (call.family === 'v2' ? 1 : 0)) return Math.min(asked, most)
  if (call.family === 'v2') throw badRequest("Provided value for 'limit' must be at least 1.", invalid)
  throw badRequest('limit cannot be less than zero', { exception: 'java.lang.IllegalArgumentException' })
}

/** Where a list by numbers begins. */
export function startParam(call: Call): number {
  const start = numberParam(call, 'start') ?? 0
  if (start < 0) throw badRequest('start cannot be less than zero', { exception: 'java.lang.IllegalArgumentException' })
  if (start > 100_000) throw new RestError(400, 'Start is too large: at most 100000')
  return start
}

const invalid = { code: 'INVALID_REQUEST_PARAMETER' }

function isLong(value: string): boolean {
  return /^\d{1,19}$/.test(value) && BigInt(value) <= largestLong
}
