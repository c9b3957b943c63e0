import { type IncomingHttpHeaders, request } from 'node:http'
import { afterAll, beforeAll } from 'vitest'
import { type ServedSite, serveSite } from '../src/serve/serve-site.js'
import { createSite } from '../src/store/create-site.js'
import type { Site } from '../src/store/site.js'
import { type Sample, fillSample } from './sample-site.js'
import { temporaryPath } from './temporary.js'

/** What a request got. */
export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
  readonly text: string
}

/** How to ask. */
export interface Question {
  /** @default 'person:site-administrator' */
  readonly viewer?: string
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** A sample site that is served to several viewers during the tests of a file. */
export class ServedSample {
  readonly viewers: readonly string[] = ['person:site-administrator', 'person:ada', 'person:ben', 'anonymous']
  private readonly served: Map<string, ServedSite> = new Map()
  private made: { readonly site: Site; readonly ids: Sample } | undefined

  constructor() {
    beforeAll(async () => {
      const site = await createSite(await temporaryPath(), { name: 'Riverside <Pottery>' })
      this.made = { site, ids: await fillSample(site.store) }
      for (const viewer of this.viewers) this.served.set(viewer, await serveSite(site, { port: 0, viewer }))
    })
    afterAll(async () => {
      for (const one of this.served.values()) await one.close()
      await this.made?.site[Symbol.asyncDispose]()
    })
  }

  get site(): Site {
    return this.whole.site
  }

  get ids(): Sample {
    return this.whole.ids
  }

  /** Path of the page that has one of everything. */
  page(part = ''): string {
    return `/pages/${this.ids.page.slice(5)}${part}`
  }

  url(viewer = 'person:site-administrator'): URL {
    return new URL(this.served.get(viewer)?.url ?? '')
  }

  /** Sends a request as it is: no client that would mend a path or a header. */
  async ask(path: string, { viewer, method = 'GET', headers = {} }: Question = {}): Promise<Answer> {
    const { port, hostname } = this.url(viewer)
    return new Promise((resolve, reject) => {
      const sent = request({ port, host: hostname, path, method, headers, agent: false }, (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () => {
          const body = Buffer.concat(chunks)
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body, text: body.toString() })
        })
      })
      sent.on('error', reject)
      sent.end()
    })
  }

  private get whole(): { readonly site: Site; readonly ids: Sample } {
    if (this.made === undefined) throw new Error('The sample site is there only while tests run')
    return this.made
  }
}
