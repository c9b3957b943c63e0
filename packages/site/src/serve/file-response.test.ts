import { describe, expect, it } from 'vitest'
import { pixel } from '../../testing/sample-site.js'
import { ServedSample } from '../../testing/served-sample.js'

const sample = new ServedSample()

describe('files', () => {
  const picture = (version = 2): string => `/attachments/${sample.ids.picture.slice(11)}/${version}/shelf%20plan.png`

  it('shows harmless pictures, and gives everything else to be saved', async () => {
    const shown = await sample.ask(picture())
    expect(shown.body.equals(pixel)).toBe(true)
    expect(shown.headers).toMatchObject({
      'content-type': 'image/png',
      'content-length': String(pixel.length),
      'content-disposition': `inline; filename="shelf plan.png"; filename*=UTF-8''shelf%20plan.png`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
    })
    const saved = await sample.ask(`/attachments/${sample.ids.drawing.slice(11)}/1/drawing.svg`)
    expect(saved.headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'x-content-type-options': 'nosniff',
    })
    expect(saved.headers['content-disposition']).toMatch(/^attachment; /)
    expect((await sample.ask('/people/ben/avatar')).headers['content-type']).toBe('image/png')
  })

  it.each<[string, number, string | undefined, (bytes: Buffer) => Buffer]>([
    ['bytes=0-3', 206, 'bytes 0-3/70', (b) => b.subarray(0, 4)],
    ['bytes=60-', 206, 'bytes 60-69/70', (b) => b.subarray(60)],
    ['bytes=-5', 206, 'bytes 65-69/70', (b) => b.subarray(65)],
    ['bytes=0-999', 206, 'bytes 0-69/70', (b) => b],
    ['bytes=-999', 206, 'bytes 0-69/70', (b) => b],
    ['bytes=5-2', 200, undefined, (b) => b],
    ['bytes=0-1,3-4', 200, undefined, (b) => b],
    ['lines=0-1', 200, undefined, (b) => b],
  ])('answers the range %s with %i', async (range, status, part, expected) => {
    const answer = await sample.ask(picture(), { headers: { range } })
    expect([answer.status, answer.headers['content-range']]).toEqual([status, part])
    expect(answer.body.equals(expected(pixel))).toBe(true)
    expect(answer.headers['content-length']).toBe(String(answer.body.length))
  })

  it.each(['bytes=70-', 'bytes=-0', 'bytes=100-200'])('has nothing in the range %s', async (range) => {
    const { status, headers } = await sample.ask(picture(), { headers: { range } })
    expect([status, headers['content-range']]).toEqual([416, 'bytes */70'])
  })

  it('answers HEAD like GET without bytes, and 304 for what is known', async () => {
    const head = await sample.ask(picture(), { method: 'HEAD' })
    expect([head.status, head.headers['content-length'], head.body.length]).toEqual([200, '70', 0])
    const known = await sample.ask(picture(), { headers: { 'if-none-match': head.headers.etag ?? '' } })
    expect([known.status, known.body.length]).toEqual([304, 0])
    const other = await sample.ask(picture(), { headers: { range: 'bytes=0-1', 'if-range': '"other"' } })
    expect(other.status).toBe(200)
    const page = await sample.ask(sample.page(), { method: 'HEAD' })
    expect([page.status, page.body.length]).toEqual([200, 0])
  })
})
