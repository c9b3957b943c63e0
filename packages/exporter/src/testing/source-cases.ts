import { unexplainedIn } from '@spacecrate/format'
import type { OpenSource, Source, SourceItem } from '../source.js'
import { isSourceError } from '../source-error.js'
import { TempFolder } from './export-backup.js'

/** One promise that every source keeps; `run` throws where it doesn't. */
export interface SourceCase {
  readonly name: string
  readonly run: (open: OpenSource) => Promise<void>
}

const everything = (): boolean => false

function must(holds: boolean, what: string): void {
  if (!holds) throw new Error(what)
}

async function items(source: Source, done: (id: string) => boolean = everything): Promise<SourceItem[]> {
  const all: SourceItem[] = []
  for await (const item of source.read({}, done)) all.push(item)
  return all
}

function idOf(item: SourceItem): string | undefined {
  return item.type === 'record' ? item.record.id : item.type === 'file' ? item.id : undefined
}

async function withSource(open: OpenSource, work: (source: Source) => Promise<void>): Promise<void> {
  await using folder = await TempFolder.make()
  await using source = await open(folder.path)
  await work(source)
}

async function isMisuse(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work()
    return false
  } catch (error) {
    return isSourceError(error, 'SOURCE_MISUSED')
  }
}

/** What every source promises, whatever it reads. A new source runs all of them against a real instance with content. */
export const sourceCases: readonly SourceCase[] = [
  {
    name: 'yields each id once, and sums that explain everything',
    run: (open) =>
      withSource(open, async (source) => {
        await source.assess({})
        const ids = (await items(source)).map(idOf).filter((id) => id !== undefined)
        must(ids.length > 0, 'It yields no record')
        must(new Set(ids).size === ids.length, 'It yields an id twice')
        const wrong = source.accounts().filter((account) => unexplainedIn(account) !== 0)
        must(wrong.length === 0, `Its sums do not add up: ${JSON.stringify(wrong)}`)
      }),
  },
  {
    name: 'opens no file before it is asked to',
    run: (open) =>
      withSource(open, async (source) => {
        await source.assess({})
        const files = (await items(source)).filter((item) => item.type === 'file')
        must(files.length > 0, 'It yields no file')
        for (const file of files) {
          let bytes = 0
          for await (const chunk of file.open()) bytes += chunk.length
          const made = file.complete({ digest: '0'.repeat(64), bytes })
          must(made.record.id === file.id, 'A file completes to another id')
        }
      }),
  },
  {
    name: 'passes over the files that a run before has taken',
    run: (open) =>
      withSource(open, async (source) => {
        await source.assess({})
        const files = (await items(source, () => true)).filter((item) => item.type === 'file')
        must(files.length === 0, 'It yields a file that is done')
      }),
  },
  {
    name: 'yields the same once more after it was broken off',
    run: (open) =>
      withSource(open, async (source) => {
        await source.assess({})
        let pulled = 0
        for await (const _item of source.read({}, everything)) if (++pulled === 3) break
        const texts = async (): Promise<string[]> =>
          (await items(source)).map((item) => JSON.stringify(item)).toSorted()
        must(JSON.stringify(await texts()) === JSON.stringify(await texts()), 'It yields something else')
      }),
  },
  {
    name: 'stops at a signal with its reason',
    run: (open) =>
      withSource(open, async (source) => {
        await source.assess({})
        const stop = new AbortController()
        const reason = new Error('enough')
        try {
          for await (const _item of source.read({}, everything, { signal: stop.signal })) stop.abort(reason)
        } catch (error) {
          must(error === reason, 'It throws something else')
          return
        }
        must(false, 'It goes on')
      }),
  },
  {
    name: 'refuses calls in the wrong order, and is disposed twice without harm',
    run: (open) =>
      withSource(open, async (source) => {
        must(await isMisuse(async () => items(source)), 'It reads before it is assessed')
        await source.assess({})
        must(await isMisuse(async () => source.assess({})), 'It is assessed twice')
        must(await isMisuse(async () => source.accounts()), 'It gives sums before it has read')
        await source[Symbol.asyncDispose]()
      }),
  },
  {
    name: 'is the same source each time it is opened',
    run: async (open) => {
      const identities: string[] = []
      for (let time = 0; time < 2; time++) {
        await withSource(open, async (source) => {
          await source.assess({})
          identities.push(JSON.stringify(source.identity()))
        })
      }
      must(identities[0] === identities[1], 'Its identity changes')
    },
  },
]
