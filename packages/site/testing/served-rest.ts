import { type Method, RouteMatcher, routes } from '@spacecrate/confluence'
import { afterAll, beforeAll } from 'vitest'
import { makeToken } from '../src/accounts/site-tokens.js'
import { adminKeyHeader } from '../src/rest/admin-keys.js'
import { createDefinedSite } from '../src/define/create-defined-site.js'
import { type ServedSite, type ServeSiteOptions, serveSite } from '../src/serve/serve-site.js'
import { createSite } from '../src/store/create-site.js'
import { EmbeddedSite } from '../src/store/open-site.js'
import type { SqliteStore } from '../src/store/sqlite-store.js'
import type { RestJson } from './rest-json.js'
import { type Sample, fillSample } from './sample-site.js'
import { specProblems } from './spec-answers.js'
import { temporaryPath } from './temporary.js'

/** An answer of the REST API. */
export interface RestAnswer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** The body as JSON. Throws where it is none. */
  readonly json: RestJson
}

/** How to ask. */
export interface RestQuestion {
  /** Who asks: the id of a person, or `anonymous`. @default the administrator */
  readonly as?: string
  /** Sent as JSON. */
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  /** `gateway` goes there with Bearer. @default 'site' */
  readonly door?: 'site' | 'gateway'
}

const administrator = 'person:site-administrator'
const cloud = new RouteMatcher(Object.values(routes).filter(({ family }) => family !== 'dc'))

/**
 * A site that is served to clients of its REST API during the tests of a file: the sample, or one of the defined sites. Each
 * answer is held against the published description of its operation.
 */
export class ServedRest {
  private served: ServedSite | undefined
  private site: EmbeddedSite | undefined
  private sample: Sample | undefined
  private hasKey = false
  private readonly tokens: Map<string, { readonly login: string; readonly token: string }> = new Map()

  private readonly options: Partial<ServeSiteOptions>

  /** @param from folder of definitions; the sample site without it */
  constructor(from?: string, options: Partial<ServeSiteOptions> = {}) {
    this.options = options
    beforeAll(async () => {
      const dir = await temporaryPath()
      const site = from === undefined ? await createSite(dir, { name: 'Kiln' }) : await createDefinedSite(dir, { from })
      if (!(site instanceof EmbeddedSite)) throw new TypeError('A site of the tests lies in a folder')
      this.site = site
      if (from === undefined) this.sample = await fillSample(site.store)
      this.served = await serveSite(site, { port: 0, ...options })
    })
    afterAll(async () => {
      await this.served?.close()
      await this.site?.[Symbol.asyncDispose]()
    })
  }

  get url(): string {
    return this.served?.url ?? ''
  }

  get dir(): string {
    return this.site?.dir ?? ''
  }

  get store(): SqliteStore {
    if (this.site === undefined) throw new Error('The site is there only while tests run')
    return this.site.store
  }

  /** Path below which the API lies. */
  private get context(): string {
    return this.isDataCenter ? (this.options.contextPath ?? '') : '/wiki'
  }

  private get isDataCenter(): boolean {
    return this.options.flavour === 'dc'
  }

  /** Ids of the sample site. */
  get ids(): Sample {
    if (this.sample === undefined) throw new Error('This is not the sample site')
    return this.sample
  }

  get(path: string, question?: RestQuestion): Promise<RestAnswer> {
    return this.ask('GET', path, question)
  }

  post(path: string, body: unknown, question: RestQuestion = {}): Promise<RestAnswer> {
    return this.ask('POST', path, { ...question, body })
  }

  put(path: string, body: unknown, question: RestQuestion = {}): Promise<RestAnswer> {
    return this.ask('PUT', path, { ...question, body })
  }

  delete(path: string, question?: RestQuestion): Promise<RestAnswer> {
    return this.ask('DELETE', path, question)
  }

  /** Asks for a path below the context, such as `/api/v2/pages`. */
  async ask(method: Method, path: string, question: RestQuestion = {}): Promise<RestAnswer> {
    const { as = administrator, body, headers = {}, door = 'site' } = question
    const root = door === 'site' ? this.url : `${this.url}/ex/confluence/${this.store.identity.siteId}`
    const response = await fetch(`${root}${this.context}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        accept: 'application/json',
        ...(as === 'anonymous' ? {} : { authorization: await this.authorization(as, door) }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(as === administrator && door === 'site' && !this.isDataCenter && headers[adminKeyHeader] === undefined
          ? await this.adminKey()
          : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    const json: unknown = response.headers.get('content-type') === 'application/json' ? JSON.parse(text) : undefined
    this.mustFit(method, path, response.status, json)
    return {
      status: response.status,
      headers: response.headers,
      text,
      get json() {
        if (json === undefined) throw new Error(`${method} ${path} answers ${response.status} without JSON`)
        return json as RestJson
      },
    }
  }

  /** All rows of a list, page by page by the links in the answers. */
  async all(path: string, question?: RestQuestion): Promise<RestJson[]> {
    const rows: RestJson[] = []
    for (let next: string | undefined = path; next !== undefined;) {
      const { json } = await this.get(next, question)
      rows.push(...json.results)
      next = json._links.next === undefined ? undefined : withoutContext(json._links.next, this.context)
    }
    return rows
  }

  /** The administrator of these tests sees everything: with a key, as at Confluence. */
  private async adminKey(): Promise<Readonly<Record<string, string>>> {
    if (!this.hasKey) {
      this.hasKey = true
      await this.ask('POST', '/api/v2/admin-key', { headers: { [adminKeyHeader]: 'false' } })
    }
    return { [adminKeyHeader]: 'true' }
  }

  /** A header by which somebody logs in. */
  async authorization(person: string, door: 'site' | 'gateway' = 'site'): Promise<string> {
    const known = this.tokens.get(person) ?? (await makeToken(this.dir, { person }))
    this.tokens.set(person, known)
    if (door === 'gateway') return `Bearer ${known.token}`
    return `Basic ${Buffer.from(`${known.login}:${known.token}`).toString('base64')}`
  }

  private mustFit(method: Method, path: string, status: number, json: unknown): void {
    if (this.isDataCenter) return
    const route = cloud.match(path.replace(/\?.*/s, ''))?.methods.get(method)
    const problems = route === undefined || json === undefined ? [] : specProblems(route, status, json)
    if (problems.length > 0)
      throw new Error(`${method} ${path} does not fit its description:\n${problems.slice(0, 10).join('\n')}`)
  }
}

/** Links of lists go from the host on Cloud v2, and from the context elsewhere. */
function withoutContext(path: string, context: string): string {
  return context !== '' && path.startsWith(`${context}/`) ? path.slice(context.length) : path
}

/** The number in an id of a record. */
export function numberIn(id: string): string {
  return id.slice(id.indexOf(':') + 1)
}
