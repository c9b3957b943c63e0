/** What goes wrong with a request. */
export type Fault =
  /** The answer comes so many milliseconds later. */
  | { readonly kind: 'delay'; readonly milliseconds: number }
  /** An answer that refuses, in place of the right one. */
  | { readonly kind: 'status'; readonly status: number; readonly retryAfter?: string; readonly reason?: string }
  /** The connection ends after so many bytes of the body; `undefined`: before the answer begins. */
  | { readonly kind: 'cut'; readonly bytes: number | undefined }
  /** The body ends after so many bytes as if that were all. */
  | { readonly kind: 'truncate'; readonly bytes: number }
  /** So many bytes of the body come in a second. */
  | { readonly kind: 'slow'; readonly bytesPerSecond: number }
  /** The list changes between its pages: a row is told twice, or one is lost. */
  | { readonly kind: 'rows'; readonly how: 'repeat' | 'drop' }
  /** What was written is found by a search only so many seconds later. */
  | { readonly kind: 'indexLag'; readonly seconds: number }
  /** A list of contents fails as a whole if one of them has this content, by its number, above it (CONFCLOUD-77618). */
  | { readonly kind: 'badAncestor'; readonly number: string }

/** When something goes wrong. */
export interface FaultRule {
  /** Operations (`v2.getPages`, `v1.*`), or methods and paths (`GET /wiki/api/v2/*`); absent: all. */
  readonly on: RegExp | undefined
  /** Requests that it lets pass before it begins. */
  readonly skip: number
  /** Requests that it is for; without end unless said. */
  readonly times: number
  /** Of those only each so many. */
  readonly every: number
  readonly fault: Fault
}

/** Reads rules from JSON. Throws a `TypeError` that says where it is wrong. */
export function readFaultRules(value: unknown): readonly FaultRule[] {
  const rules = isObject(value) && Array.isArray(value['faults']) ? (value['faults'] as unknown[]) : undefined
  if (rules === undefined) throw new TypeError('Faults are an object with a list `faults`')
  if (rules.length > 1000) throw new TypeError('There are more than 1000 faults')
  return rules.map((rule, at) => {
    if (!isObject(rule)) throw new TypeError(`/faults/${at} is no object`)
    return ruleOf(rule, `/faults/${at}`)
  })
}

type Fields = Readonly<Record<string, unknown>>

const conditions = new Set(['on', 'skip', 'times', 'every'])
const makers: Readonly<Record<string, (fields: Fields, place: string) => Fault>> = {
  delay: (fields, place) => ({ kind: 'delay', milliseconds: number(fields, 'delay', place, 600_000) }),
  status: (fields, place) => ({
    kind: 'status',
    status: number(fields, 'status', place, 599, 400),
    ...optional(fields, 'retryAfter', place),
    ...optional(fields, 'reason', place),
  }),
  cut: (fields, place) => ({
    kind: 'cut',
    bytes: fields['cut'] === 'before' ? undefined : number(fields, 'cut', place),
  }),
  truncate: (fields, place) => ({ kind: 'truncate', bytes: number(fields, 'truncate', place) }),
  slow: (fields, place) => ({ kind: 'slow', bytesPerSecond: number(fields, 'slow', place, undefined, 1) }),
  rows: (fields, place) => {
    const how = fields['rows']
    if (how !== 'repeat' && how !== 'drop') throw new TypeError(`${place}/rows is neither "repeat" nor "drop"`)
    return { kind: 'rows', how }
  },
  indexLag: (fields, place) => ({ kind: 'indexLag', seconds: number(fields, 'indexLag', place) }),
  badAncestor: (fields, place) => ({ kind: 'badAncestor', number: text(fields, 'badAncestor', place) }),
}
const additions: Readonly<Record<string, string>> = { retryAfter: 'status', reason: 'status' }

function ruleOf(fields: Fields, place: string): FaultRule {
  const kinds = Object.keys(makers).filter((kind) => fields[kind] !== undefined)
  const [kind = ''] = kinds
  const make = makers[kind]
  if (make === undefined || kinds.length > 1)
    throw new TypeError(`${place} has not just one of ${Object.keys(makers).join(', ')}`)
  const unknown = Object.keys(fields).find((name) => name !== kind && !conditions.has(name) && additions[name] !== kind)
  if (unknown !== undefined)
    throw new TypeError(`${place} has a field that means nothing: ${JSON.stringify(unknown.slice(0, 100))}`)
  return {
    on: fields['on'] === undefined ? undefined : patternOf(text(fields, 'on', place)),
    skip: fields['skip'] === undefined ? 0 : number(fields, 'skip', place),
    times: fields['times'] === undefined ? Number.POSITIVE_INFINITY : number(fields, 'times', place),
    every: fields['every'] === undefined ? 1 : number(fields, 'every', place, undefined, 1),
    fault: make(fields, place),
  }
}

function patternOf(glob: string): RegExp {
  const source = glob
    .split('*')
    .map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`))
    .join('.*')
  return new RegExp(`^${source}$`)
}

function number(fields: Fields, name: string, place: string, most = Number.MAX_SAFE_INTEGER, least = 0): number {
  const value = fields[name]
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= least && value <= most) return value
  throw new TypeError(`${place}/${name} is no whole number from ${least} to ${most}`)
}

function text(fields: Fields, name: string, place: string): string {
  const value = fields[name]
  if (typeof value === 'string' && value.length <= 1000) return value
  throw new TypeError(`${place}/${name} is no text`)
}

function optional<Name extends string>(fields: Fields, name: Name, place: string): { readonly [Key in Name]?: string } {
  const value = fields[name]
  if (value === undefined) return {}
  return { [name]: typeof value === 'number' ? String(value) : text(fields, name, place) } as {
    readonly [Key in Name]: string
  }
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
