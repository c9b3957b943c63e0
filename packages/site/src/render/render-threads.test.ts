import { afterAll, describe, expect, it } from 'vitest'
import { renderBody } from './render-body.js'
import type { WholeContext } from './render-thread.js'
import { RenderThreads } from './render-threads.js'

const threads = new RenderThreads()
afterAll(() => threads.close())

const nothing = (): undefined => undefined
const context: WholeContext = {
  title: 'A title',
  page: ({ title = '', contentId = '' }) => (title === 'gone' ? undefined : { url: `/pages/${contentId}`, title }),
  attachment: ({ fileName }) => ({ url: `/attachments/${fileName}` }),
  user: ({ value }) => ({ name: value, url: `/people/${value}` }),
  file: nothing,
  named: nothing,
  space: (key) => ({ url: `/spaces/${key}`, name: key }),
  children: (_of, depth) => [
    { url: '/pages/2', title: `depth ${depth}`, below: [{ url: '/pages/3', title: 'below' }] },
  ],
  attachments: () => [{ fileName: 'a.png', url: '/attachments/a.png', mediaType: 'image/png' }],
  emoji: nothing,
  shortcut: nothing,
  userMacro: nothing,
}

const value =
  `<h1>One</h1><p><ac:link><ri:page ri:content-title="here" /></ac:link> <ac:link><ri:page ri:content-title="gone" /></ac:link>
<ac:link><ri:user ri:account-id="ada" /></ac:link> <ac:image><ri:attachment ri:filename="a.png" /></ac:image></p>
<ac:structured-macro ac:name="children"><ac:parameter ac:name="depth">3</ac:parameter></ac:structured-macro>
<ac:structured-macro ac:name="attachments" /><ac:structured-macro ac:name="toc" />`.repeat(20)

describe(RenderThreads, () => {
  it('give what is given without them, many at once', async () => {
    const bodies = Array.from({ length: 12 }, (_, at) => ({
      format: 'storage' as const,
      value: `${value}<p>${at}</p>`,
    }))
    const shown = await Promise.all(bodies.map((body) => threads.render(body, context)))
    expect(shown).toEqual(bodies.map((body) => renderBody(body, context)))
  })

  it('give up where it takes too long, and go on with the next', async () => {
    const hasty = new RenderThreads(1)
    const long = { format: 'storage' as const, value: '<p><b>x</b></p>'.repeat(100_000) }
    expect(await hasty.render(long, context)).toBeUndefined()
    expect(
      await Promise.all([hasty.render(long, context), hasty.render(long, context), hasty.render(long, context)]),
    ).toEqual([undefined, undefined, undefined])
    await hasty.close()
    expect(await hasty.render(long, context)).toBeUndefined()
  })

  it('say what went wrong where a look-up fails, and go on', async () => {
    const broken: WholeContext = {
      ...context,
      user: () => {
        throw new TypeError('no such table')
      },
    }
    await expect(threads.render({ format: 'storage', value }, broken)).rejects.toThrow('no such table')
    expect(await threads.render({ format: 'storage', value: '<p>next</p>' }, context)).toContain('next')
  })
})
