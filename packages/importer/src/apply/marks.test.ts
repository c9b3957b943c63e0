import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Archive } from '@spacecrate/format'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Journal } from '../journal/journal.js'
import { runImport } from '../import/run-import.js'
import { buildArchive } from '../testing/build-archive.js'
import { failingDestination, InjectedFault } from '../testing/failing-destination.js'
import { createMemoryDestination, type Observed } from '../testing/memory-destination.js'
import { sampleParts } from '../testing/sample-records.js'

let dir: string
let archive: Archive

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'import-marks-'))
  archive = await buildArchive(dir, sampleParts)
})
afterAll(async () => {
  await archive[Symbol.asyncDispose]()
  await rm(dir, { recursive: true, force: true })
})

/** Imports with a fault after one call, whose answer gets lost; `meanwhile` happens before the next run. */
async function importTwice(
  observed: Observed,
  call: number,
  meanwhile: () => void = () => undefined,
): Promise<string | undefined> {
  const workDir = join(dir, `work ${call} ${meanwhile.name}`)
  const destination = failingDestination(observed.destination, { call, when: 'after' })
  const first = await runImport({ archive, destination, workDir }).catch((error: unknown) => error)
  if (!(first instanceof InjectedFault)) return undefined
  meanwhile()
  const { applied } = await runImport({ archive, destination: observed.destination, workDir })
  return applied?.journalDir
}

/** Records whose mark in the journal is not that of what stands at the destination. */
async function foreignMarks(observed: Observed, journalDir: string): Promise<string[]> {
  using journal = Journal.open(journalDir, { source: 'source-1', destination: 'memory' })
  const wrong: string[] = []
  for (const { stream, record, madeOf } of observed.rows()) {
    const [held] = await observed.destination.reader.load('source-1', stream, [record.id])
    if (madeOf !== undefined && journal.markOf(madeOf) !== held?.written) wrong.push(madeOf)
  }
  return wrong
}

describe('the marks of what an import wrote', () => {
  it('are those of what stands there, whichever answer got lost', async () => {
    let lost = 0
    for (let call = 0; ; call++) {
      const observed = createMemoryDestination()
      const journalDir = await importTwice(observed, call)
      if (journalDir === undefined) break
      lost++
      expect([call, await foreignMarks(observed, journalDir)]).toEqual([call, []])
    }
    expect(lost).toBeGreaterThan(30)
  })

  it('say nothing of what somebody edited before the import knew that it was done', async () => {
    for (let call = 0; ; call++) {
      let edited = 0
      const observed = createMemoryDestination()
      const editor = (): void => {
        for (const { record, stream } of observed.rows()) {
          if (stream !== 'labels') continue
          Object.assign(record, { name: 'edited' })
          edited++
        }
      }
      const journalDir = await importTwice(observed, call, editor)
      if (journalDir === undefined) throw new Error('no call wrote a label')
      if (edited === 0) continue
      const wrong = await foreignMarks(observed, journalDir)
      expect(wrong.filter((id) => !id.startsWith('label:'))).toEqual([])
      expect(wrong).toHaveLength(edited)
      return
    }
  })
})
