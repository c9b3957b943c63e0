// Writes a fixed set of records and blobs into a work folder and seals it, telling how far it is, and kills itself once it
// has told a number of words: at once, or when what is under way then has got a little further.
// Arguments: work folder, path of the archive, number of pages, number of words.
import { writeSync } from 'node:fs'
import { openWorkFolder } from '../../dist/index.js'

const [work, target, pages, words] = process.argv.slice(2)
let told = 0
const die = (turns) => (turns === 0 ? process.kill(process.pid, 'SIGKILL') : setImmediate(die, turns - 1))
const tell = (word) => {
  writeSync(1, `${word}\n`)
  told += 1
  if (told === Number(words)) die((told - 1) % 3)
}

tell('begin')
const writer = await openWorkFolder(work, { key: 'crash' })
tell('open')
const put = async (stream, record) => {
  if (!writer.has(record.id)) await writer.append(stream, record)
}
await put('site', { id: 'site:source', product: 'unknown' })
await put('spaces', { id: 'space:1', key: 'ONE', kind: 'global', status: 'current' })
for (let n = 1; n <= Number(pages); n += 1) {
  const id = `page:${n}`
  const up = n === 1 ? {} : { parent: `page:${Math.floor(n / 3) || 1}` }
  await put('content', { id, kind: 'page', space: 'space:1', ...up, title: `Page ${n}`, status: 'current', version: 1 })
  const body = { format: 'storage', value: `<p>${'text '.repeat(n % 50)}</p>` }
  await put('versions', { id: `version:${id}/1`, of: id, number: 1, order: 1, body })
  if (n % 10 === 0) {
    const file = `attachment:${n}`
    const size = n % 40 === 0 ? 1_200_000 : 1000 + n
    if (!writer.has(`version:${file}/1`)) {
      const blob = await writer.store([Buffer.alloc(size, n), Buffer.from(String(n))])
      await put('attachments', { id: file, container: id, name: `file ${n}`, status: 'current', version: 1 })
      await put('attachment-versions', { id: `version:${file}/1`, of: file, number: 1, order: 1, blob: blob.digest })
    }
    await writer.omit({ code: 'TEST', kind: 'page', id: `left-out:${n}`, count: 1, what: 'a', why: 'b' })
    if (n % 20 === 0) await writer.flush()
    tell(`page ${n}`)
  }
}
const head = {
  archive: { id: '6f1b0f3e-4f5a-4b7e-9d55-0123456789ab', created: { at: '2026-01-02T03:04:05.678Z' } },
  tool: { name: 'test', version: '0' },
  source: { adapter: 'test', product: 'unknown', siteId: 'test', baseUrls: [] },
  selection: {},
  consistency: { kind: 'snapshot' },
  accounts: [],
}
let stage = ''
const onProgress = (progress) => {
  if (progress.stage !== stage || progress.stage !== 'ordering') tell(progress.stage)
  stage = progress.stage
}
const { manifest } = await writer.seal(target, head, { onProgress, maxEntries: 40 })
tell(`sealed ${manifest.contentRoot}`)
