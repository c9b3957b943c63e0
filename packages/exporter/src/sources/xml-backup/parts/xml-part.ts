import { statSync } from 'node:fs'
import { entitiesName, type ObjectReader, openObjectReader } from '@spacecrate/confluence'
import type { AssessOptions } from '../../../source.js'
import { fingerprintOf } from '../index/fingerprint.js'
import { indexObjects } from '../index/index-objects.js'
import type { Objects } from '../index/objects.js'
import type { Part } from './part.js'
import type { PartIndex } from './part-index.js'

/** Its objects, with the file that they lie in. */
function objectsIn(reader: ObjectReader): Objects {
  return {
    read: (range) => reader.read(range),
    markup: (range) => reader.markup(range),
    files: [{ base: 0, prefix: '', path: reader.path }],
    [Symbol.asyncDispose]: () => reader[Symbol.asyncDispose](),
  }
}

/** Opens entities.xml of a part, out of a zip as a copy in the scratch folder. Whoever opened it disposes it. */
export async function openXmlPart(part: Part, scratch: string, options: AssessOptions): Promise<PartIndex> {
  options.onProgress?.({ step: 'unpacking', done: 0, unit: 'bytes' })
  const { files } = part
  const reader = await openObjectReader(files, { scratch, ...(options.signal && { signal: options.signal }) })
  try {
    const origin = files.container === 'zip' ? files.path : reader.path
    return {
      part,
      fingerprint: await fingerprintOf(origin, files),
      isThere: true,
      addTo: async (filling) => ({
        counted: await indexObjects(filling, reader, files.size(entitiesName)),
      }),
      length: () => statSync(reader.path).size,
      objects: () => objectsIn(reader),
      [Symbol.asyncDispose]: () => reader[Symbol.asyncDispose](),
    }
  } catch (error) {
    await reader[Symbol.asyncDispose]()
    throw error
  }
}
