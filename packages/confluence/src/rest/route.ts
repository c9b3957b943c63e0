/** A method of HTTP that an API knows. */
export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

/** `v2` and `v1` are Cloud, `dc` is Data Center. */
export type Family = 'v2' | 'v1' | 'dc'

/**
 * By which address a client comes: `site` is the address of the site itself, with Basic; `gateway` is
 * `/ex/confluence/{cloudId}` of the API host, with Bearer; `dc` is a Data Center, which has only one.
 */
export type Door = 'site' | 'gateway' | 'dc'

/** How a route is at a door: it answers, it is 410 Gone, or nobody ever heard of it. */
export type Standing = 'open' | 'gone' | 'absent'

/** How a list goes on: by an opaque cursor, by `start`, or not at all (`limit`). */
export type Paging = 'cursor' | 'start' | 'limit'

/** A row of the table as it is written down in `routes/`. */
export interface RouteRow {
  /** Method and path below the context: `GET /api/v2/pages/{id}`. */
  readonly on: string
  /** Paging, rows that a page has if nobody says how many, and the most it has: `cursor 25 250`. */
  readonly list?: `${Paging} ${number} ${number}`
  /** The most rows of a page where bodies are asked for. */
  readonly withBody?: number
  /** Withdrawn: the site says so in a header, the gateway answers 410. */
  readonly old?: boolean
  /** The only door that has it. */
  readonly only?: Door
  /** Who may call it beyond those who may see what it is about. */
  readonly admin?: 'space' | 'site'
  /** What a token of limited scopes must have. */
  readonly scopes?: readonly string[]
  /** What it is for, in one line. */
  readonly use: string
}

/** How many rows a page of a list has. */
export interface RouteLimit {
  readonly default: number
  readonly most: number
  /** With bodies. */
  readonly withBody: number
}

/** One operation of the REST API. */
export interface Route {
  /** Such as `v2.getPages`. */
  readonly id: string
  readonly family: Family
  readonly method: Method
  /** Below the context, with `{names}` in place of what varies: `/api/v2/pages/{id}`. */
  readonly path: string
  readonly doors: { readonly [D in Door]: Standing }
  readonly old: boolean
  readonly admin: 'space' | 'site' | undefined
  readonly scopes: readonly string[]
  readonly paging: Paging | undefined
  readonly limit: RouteLimit | undefined
  readonly use: string
}

/** A row with what follows from it. */
export function routeOf(id: string, row: RouteRow): Route {
  const family = familyOf(id)
  const [method = '', path = ''] = row.on.split(' ')
  const [paging, standard, most] = row.list?.split(' ') ?? []
  const limit =
    paging === undefined
      ? undefined
      : { default: Number(standard), most: Number(most), withBody: row.withBody ?? Number(most) }
  return {
    id,
    family,
    method: method as Method,
    path,
    doors: doorsOf(family, row),
    old: row.old ?? false,
    admin: row.admin,
    scopes: row.scopes ?? [],
    paging: paging as Paging | undefined,
    limit,
    use: row.use,
  }
}

function familyOf(id: string): Family {
  return id.startsWith('v2.') ? 'v2' : id.startsWith('v1.') ? 'v1' : 'dc'
}

function doorsOf(family: Family, { old, only }: RouteRow): Route['doors'] {
  if (family === 'dc') return { site: 'absent', gateway: 'absent', dc: 'open' }
  const standing = (door: Door, found: Standing): Standing => (only === undefined || only === door ? found : 'absent')
  return {
    site: standing('site', 'open'),
    gateway: standing('gateway', old === true ? 'gone' : 'open'),
    dc: 'absent',
  }
}
