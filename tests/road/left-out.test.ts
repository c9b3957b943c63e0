import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { type SelectableKind, selectableKinds, type StreamRule, streamRules } from '@spacecrate/format'
import { beforeAll, describe, expect, it } from 'vitest'
import { runInProcess } from '../../packages/cli/src/testing/run-in-process.js'
import { comparable } from '../testing/comparable.js'
import { allowEverything, fullSite, smallSite } from '../testing/fixture-sites.js'
import { type Found, foundIn } from '../testing/found-records.js'
import {
  createInProcess,
  differencesInProcess,
  documentInProcess,
  exportInProcess,
  importInProcess,
} from '../testing/in-process.js'
import { isOfKind } from '../testing/kinds.js'
import { temporaryFolder } from '../testing/places.js'

/** The large one only without those kinds on which most hangs: it has the awkward ones. */
const sites: readonly (readonly [name: string, from: string, kinds: readonly SelectableKind[]])[] = [
  ['a small site', smallSite, selectableKinds],
  ['the site that has everything', fullSite, ['history', 'attachments', 'permissions', 'trash']],
]

/** Without these nobody can say who may see what, so every space stays shut, and no export takes what is shut. */
const leavesShut: readonly SelectableKind[] = ['permissions', 'restrictions']

/** What `export --json` says of what it carried. */
interface ExportDocument {
  readonly streams: readonly { readonly name: string; readonly records: number }[]
  readonly omissions: { readonly codes: Readonly<Record<string, number>> }
}

describe.each(sites)('%s without one of its kinds', (_name, from, kinds) => {
  const place = temporaryFolder()
  let whole: ReadonlyMap<string, Found>

  beforeAll(async () => {
    await createInProcess(place.at('site'), from)
    await exportInProcess(place.at('whole.crate.zip'), place.at('site'), ['--with-app-data'])
    whole = await foundIn(place.at('whole.crate.zip'))
  })

  describe.each(kinds)('%s', (kind) => {
    const at = (name: string): string => place.at(`${kind}.${name}`)

    it('is exported without them and with everything else, and says so', async () => {
      const appData = kind === 'app-data' ? [] : ['--with-app-data']
      await exportInProcess(at('crate.zip'), place.at('site'), ['--skip-kinds', kind, ...appData])
      await documentInProcess(['verify', at('crate.zip'), '--quiet'])
      const part = await foundIn(at('crate.zip'))
      const { wrongly, gone, changed } = compare(kind, part)
      expect({ wrongly, changed }).toEqual({ wrongly: [], changed: [] })
      expect(gone).toBeGreaterThan(0)
      const { stdout } = await runInProcess(['inspect', at('crate.zip')])
      expect(stdout).toContain(kind)
    })

    it.runIf(leavesShut.includes(kind))(
      'is imported shut, and an export from there says that it carries nothing',
      async () => {
        await createInProcess(at('site'))
        await importInProcess(at('site'), at('crate.zip'), allowEverything)
        const args = [
          'export',
          '--from',
          at('site'),
          '-o',
          at('back.crate.zip'),
          '--work',
          at('back.work'),
          '--json',
          '--quiet',
        ]
        const { code, stdout } = await runInProcess(args)
        const { streams, omissions } = JSON.parse(stdout) as ExportDocument
        expect(code).toBe(30)
        expect(streams.find(({ name }) => name === 'content')?.records).toBe(0)
        expect(Object.keys(omissions.codes)).toContain('CONTENT_CLOSED')
      },
    )

    it.runIf(!leavesShut.includes(kind))('is imported and comes back as it went', async () => {
      await createInProcess(at('site'))
      await importInProcess(at('site'), at('crate.zip'), allowEverything)
      await exportInProcess(at('back.crate.zip'), at('site'), ['--with-app-data'])
      expect(await differencesInProcess(at('crate.zip'), at('back.crate.zip'), at('site.work'))).toEqual([])
    })

    // People come as the archive has them.
    it.runIf(kind !== 'people-details')('is imported without them from a whole archive, and says so', async () => {
      await createInProcess(at('other'))
      const { total } = await importInProcess(at('other'), place.at('whole.crate.zip'), [
        '--skip-kinds',
        kind,
        ...allowEverything,
      ])
      expect(total.skipped).toBeGreaterThan(0)
      expect(skippedList(at('other.work'))).toContain(`${kind} were left out of this import`)
    })
  })

  /** How a part of the site compares to all of it. */
  function compare(
    kind: SelectableKind,
    part: ReadonlyMap<string, Found>,
  ): { readonly wrongly: string[]; readonly gone: number; readonly changed: unknown[] } {
    const gone = [...whole.values()].filter(({ record }) => !part.has(record.id))
    const mustGo = new Set<string>()
    for (const found of whole.values()) if (mustBeGone(kind, found)) mustGo.add(found.record.id)
    const wrongly = [
      ...gone.filter(({ record }) => !mustGo.has(record.id)).map(({ record }) => `gone: ${record.id}`),
      ...[...part.keys()].filter((id) => mustGo.has(id)).map((id) => `still there: ${id}`),
      ...[...part.keys()].filter((id) => !whole.has(id)).map((id) => `new: ${id}`),
    ]
    const changed = [...part.values()].flatMap(({ stream, record }) => {
      const before = comparable(whole.get(record.id)?.record)
      const after = comparable(record)
      if (JSON.stringify(before) === JSON.stringify(after)) return []
      return kind === 'people-details' && stream === 'people' ? [] : [{ before, after }]
    })
    const bare = [...part.values()].filter(({ stream, record }) => {
      const before = whole.get(record.id)?.record
      return stream === 'people' && JSON.stringify(before) !== JSON.stringify(record)
    })
    return { wrongly, gone: gone.length + bare.length, changed }
  }

  /** True for a record of the kind, and for what hangs on one. */
  function mustBeGone(kind: SelectableKind, { stream, record }: Found): boolean {
    const isVersion = stream.endsWith('versions')
    if (kind === 'history' ? isVersion && !isLast(record) : isOfKind(kind, stream, { ...record })) return true
    const rule = streamRules[stream] as StreamRule<typeof stream>
    const owner = whole.get(rule.owner(record) ?? '')
    return owner !== undefined && mustBeGone(kind, owner)
  }

  function isLast(record: Found['record']): boolean {
    if (!('of' in record && 'order' in record)) return true
    const { of, order } = record
    return [...whole.values()].every(
      ({ record: other }) => !('of' in other && 'order' in other) || other.of !== of || other.order <= order,
    )
  }
})

/** The list of skipped records that lies in a work folder. */
function skippedList(work: string): string {
  const names = readdirSync(work, { recursive: true, encoding: 'utf8' })
  const name = names.find((one) => path.basename(one) === 'skipped.csv')
  return name === undefined ? '' : readFileSync(path.join(work, name), 'utf8')
}
