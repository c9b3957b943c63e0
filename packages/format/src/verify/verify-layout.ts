import type { VolumeSet } from '../read/volume-set.js'
import type { ProblemList } from './problems.js'

/** What entries begin with, in the order of the archive; streams follow their own order. */
const order: readonly string[] = [
  'schemas/',
  'streams/',
  'index/records-',
  'index/blobs-',
  'packs/',
  'blobs/',
  'omissions/',
  'report/',
]

/** Checks that the entries are in their order, over all volumes, between `mimetype` and `manifest.json` in each. */
export function verifyLayout(set: VolumeSet, problems: ProblemList): void {
  const streams = set.manifest.streams.map(({ name }) => name)
  let before = { name: '', sorted: '' }
  for (const { packed, packing } of set.volumes) {
    const names = [...packed.keys()]
    if (names[0] !== 'mimetype' || names.at(-1) !== 'manifest.json')
      problems.add({
        code: 'LAYOUT_WRONG',
        message: `Volume ${packing.volume} does not begin with mimetype and end with manifest.json, packing.json, seal.json`,
      })
    for (const name of names) {
      if (name === 'mimetype' || name === 'manifest.json') continue
      const sorted = sortKey(name, streams)
      if (sorted <= before.sorted)
        problems.add({
          code: 'LAYOUT_WRONG',
          message: `The entry ${name} stands behind ${before.name}, and belongs before it`,
          entry: name,
        })
      before = { name, sorted }
    }
  }
}

/** A text that sorts like entries do: kind, place of the stream, number or name. */
function sortKey(name: string, streams: readonly string[]): string {
  const kind = order.findIndex((prefix) => name.startsWith(prefix))
  const [, stream = '', part] = name.split('/')
  const place = kind === 1 ? String(streams.indexOf(stream) + 1).padStart(6, '0') : ''
  const last = (part ?? stream).replace(/^\d+(?=\.|$)/, (digits) => digits.padStart(12, '0'))
  return `${kind + 1} ${place} ${kind === 5 ? name : last}`
}
