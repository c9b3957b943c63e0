import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { StreamName } from '@spacecrate/format'
import { beforeAll, describe, expect, it } from 'vitest'
import { backupClasses } from '../../packages/exporter/src/sources/xml-backup/backup-classes.js'
import { type Found, foundIn } from '../testing/found-records.js'
import { exportInProcess } from '../testing/in-process.js'
import { copyKiln } from '../testing/kiln-copy.js'
import { foundry, kiln, temporaryFolder } from '../testing/places.js'
import { prove } from '../testing/prove.js'
import { readable } from '../testing/readable.js'
import { namesOf } from '../testing/without-ids.js'
import { apps } from './expected/apps.js'
import { content, ownEmoji } from './expected/content.js'
import { containing, type Expectations } from './expected/expectation.js'
import { peopleAndSpaces } from './expected/people-and-spaces.js'
import { site, templates } from './expected/site.js'
import { spaceSettings } from './expected/space-settings.js'
import { isOf, type Row } from './row.js'
import { rowOf } from './rows.js'

const expectations: Expectations = { ...peopleAndSpaces, ...spaceSettings, ...templates, ...content, ...site, ...apps }
const seen = 'backups made by us: kiln (as of Cloud) and foundry (as of Data Center 7.19)'

describe('a native backup is read', () => {
  const place = temporaryFolder()
  const records = new Map<string, readonly Found[]>()
  const names = new Map<string, ReadonlyMap<string, string>>()

  beforeAll(async () => {
    const edited = copyKiln(place.at('kiln'), (entities) => {
      const text = entities.toString().replace('<p>It burns.</p>', `<p>It burns. ${ownEmoji}</p>`)
      return Buffer.from(text)
    })
    for (const [name, backup] of Object.entries({ kiln: edited, foundry })) {
      const archive = place.at(`${name}.crate.zip`)
      await exportInProcess(archive, backup, ['--with-app-data'])
      records.set(name, [...(await foundIn(archive)).values()])
      names.set(name, await namesOf(archive))
    }
  })

  /** The records of a backup that show a row, with names instead of ids. */
  function shown(row: Row, backup: string, stream?: StreamName): unknown[] {
    const of = (records.get(backup) ?? []).filter(
      (found) => (stream ?? found.stream) === found.stream && isOf(row, found.stream, found.record as never),
    )
    return of.map(({ record }) => readable(record, names.get(backup) ?? new Map()))
  }

  it.for(Object.entries(expectations).map(([id, expected]) => ({ id, title: rowOf(id).title, expected })))(
    '$id $title',
    ({ id, expected }, { task }) => {
      const row = rowOf(id)
      const { degree, missing } = expected
      let several = 0
      for (const backup of ['kiln', 'foundry'] as const) {
        for (const [stream, wanted] of Object.entries(expected[backup] ?? {})) {
          const found = shown(row, backup, stream as StreamName)
          for (const fields of wanted) expect(found).toContainEqual(containing(fields))
          several += wanted.length
        }
      }
      if (degree === 'not possible there') {
        expect([...shown(row, 'kiln'), ...shown(row, 'foundry')]).toEqual([])
        expect([...backupClasses.all()].filter((contract) => contract.rows.split(' ').includes(id))).toEqual([])
      } else expect(several).toBeGreaterThan(0)
      prove(task, { row: id, adapter: 'read-xml', degree, seen, ...(missing !== undefined && { missing }) })
    },
  )

  it('U5 passwords ✱: nothing of a credential, token or key is in a record', ({ task }) => {
    for (const [name, backup] of Object.entries({ kiln, foundry })) {
      const entities = readFileSync(path.join(backup, 'entities.xml'), 'utf8')
      const secrets = [
        ...entities.matchAll(/name="(?:credential|token|password)"[^>]*><!\[CDATA\[([^\]]{8,})\]\]>/g),
        ...entities.matchAll(/class="AliasedKey"[\s\S]*?name="key"[^>]*><!\[CDATA\[([^\]]{8,})\]\]>/g),
      ].map(([, secret]) => secret ?? '')
      expect(secrets.length).toBeGreaterThan(1)
      const text = JSON.stringify(records.get(name))
      expect(secrets.filter((secret) => text.includes(secret))).toEqual([])
    }
    prove(task, { row: 'U5', adapter: 'read-xml', degree: 'never, on purpose', seen })
  })
})
