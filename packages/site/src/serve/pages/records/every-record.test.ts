import { fileURLToPath } from 'node:url'
import { streamNames, streamRules } from '@spacecrate/format'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { temporaryPath } from '../../../../testing/temporary.js'
import { createDefinedSite } from '../../../define/create-defined-site.js'
import type { Site } from '../../../store/site.js'
import { type ServedSite, serveSite } from '../../serve-site.js'
import { recordUrl } from '../../urls.js'

describe('every kind', () => {
  let site: Site
  let served: ServedSite
  beforeAll(async () => {
    const from = fileURLToPath(new URL('../../../../../../fixtures/sites/small', import.meta.url))
    site = await createDefinedSite(await temporaryPath(), { from })
    served = await serveSite(site, { port: 0 })
  })
  afterAll(async () => {
    await served.close()
    await site[Symbol.asyncDispose]()
  })

  const ask = async (path: string): Promise<{ readonly status: number; readonly text: string }> => {
    const response = await fetch(new URL(path, served.url))
    return { status: response.status, text: await response.text() }
  }

  it.each(streamNames)('has a list and a page for each record: %s', async (stream) => {
    const { status, text } = await ask(`/admin/records/${stream}`)
    expect(status).toBe(200)
    expect(text).toContain(`<code>${stream}</code>`)
    const [first] = site.store.list(stream)
    expect(first, `the small site has ${streamRules[stream].words[1]}`).toBeDefined()
    const url = recordUrl(stream, first?.id ?? '')
    expect(text).toContain(`href="${url}"`)
    const record = await ask(url)
    expect(record.status).toBe(200)
    for (const field of Object.keys(first ?? {})) expect(record.text).toContain(`<code>${field}</code>`)
  })
})
