import type { StreamRecords } from '@spacecrate/format'
import { sampleParts, page, text } from './sample-records.js'
import type { ArchiveParts } from './build-archive.js'

/** Numbers from 0 up to 1 that look random and are the same for the same seed. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

/** Far from every id that a destination of a test gives. */
const firstLeaf = 700_000

/**
 * The sample, and a space with a tree of pages: each with versions, a thread of comments and labels; one in five restricted.
 *
 * @param base what the sample is
 */
export function treeParts(pages: number, seed: number = 1, base: ArchiveParts = sampleParts): ArchiveParts {
  const random = seeded(seed)
  const content: StreamRecords['content'][] = []
  const versions: StreamRecords['versions'][] = []
  const comments: StreamRecords['comments'][] = []
  const labels: StreamRecords['labels'][] = []
  const restrictions: StreamRecords['restrictions'][] = []
  for (let number = 0; number < pages; number++) {
    const id = `page:${firstLeaf + number}`
    const parent = number === 0 ? {} : { parent: `page:${firstLeaf + Math.floor(random() * number)}` }
    content.push(page(id, `Leaf ${number}`, { space: 'space:3', position: number, version: 2, ...parent }))
    const link = `<ac:link><ri:page ri:content-title="Leaf ${Math.floor(random() * pages)}" /></ac:link>`
    versions.push(text(id, `<p>old ${link}</p>`))
    versions.push(text(id, `<p>new ${link}</p>`, { id: `version:${id}/2`, number: 2, order: 2 }))
    for (let reply = 0; reply < Math.floor(random() * 4); reply++) {
      const above = reply === 0 ? {} : { parent: `comment:${id.slice(5)}${reply - 1}` }
      const comment = `comment:${id.slice(5)}${reply}`
      comments.push({ id: comment, content: id, kind: 'footer', status: 'current', version: 1, ...above })
    }
    labels.push({ id: `label:${id}/global/leaf`, on: id, prefix: 'global', name: 'leaf' })
    if (random() < 0.2) {
      const subject = 'person:k-ann'
      restrictions.push({ id: `restriction:${id}/read/${subject}`, content: id, operation: 'read', subject })
    }
  }
  const { records, ...rest } = base
  const added = { content, versions, comments, labels, restrictions }
  const all = { ...records, spaces: [...(records.spaces ?? []), leaves], 'space-permissions': permissions(records) }
  for (const [stream, more] of Object.entries(added)) {
    Object.assign(all, { [stream]: [...(Reflect.get(records, stream) ?? []), ...more] })
  }
  return { ...rest, records: all, id: `tree-${pages}-${seed}` }
}

const leaves: StreamRecords['spaces'] = {
  id: 'space:3',
  key: 'LEAF',
  name: 'Leaves',
  kind: 'global',
  status: 'current',
  home: 'page:700000',
}

function permissions(records: ArchiveParts['records']): StreamRecords['space-permissions'][] {
  const id = 'permission:space:3/person:k-bob/read space'
  const subject = { type: 'user', id: 'person:k-bob' } as const
  return [
    ...(records['space-permissions'] ?? []),
    { id, space: 'space:3', subject, operation: 'read', target: 'space' },
  ]
}
