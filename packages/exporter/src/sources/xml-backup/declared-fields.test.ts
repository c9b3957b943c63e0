import { join, resolve } from 'node:path'
import type { BackupObject } from '@spacecrate/confluence'
import { describe, expect, it } from 'vitest'
import { BackupBuilder, ref } from '../../testing/backup-builder.js'
import { TempFolder } from '../../testing/export-backup.js'
import { made } from '../../testing/small-backup.js'
import { aoTables } from '../../testing/table-files.js'
import { backupClasses, families } from './backup-classes.js'
import { identityOf, productOf, type Traits } from './identity.js'
import { listsOf } from './item-lists.js'
import { listedLinks } from './joined-fields.js'
import { Ledger } from './ledger.js'
import { contextOf, readAll } from './read-all.js'
import type { ReadContext } from './read-context.js'
import { selectSpaces } from './select-spaces.js'
import { descriptorOf } from './parts/descriptor-of-parts.js'
import { openIndex } from './parts/open-index.js'
import { closeParts, openParts } from './parts/open-parts.js'
import { filesOf } from './parts/part.js'
import { untypedBody } from './untyped-bodies.js'
import { textOf, viewOf } from './view.js'
import { chooseZone } from './zone.js'

/** What stands in no fixture: classes and fields of old versions, and of preferences one of each type. */
function rareBackup(): BackupBuilder {
  const backup = new BackupBuilder()
    .descriptor({ source: 'server', createdByBuildNumber: '8804' })
    .add('Space', 11, { key: 'KILN', name: 'Kiln', spaceType: 'global' })
    .add('Page', 20, { ...made('Glazes', 2, 3), space: ref('Space', 11) })
    .add('Draft', 21, { ...made('Ash', 1, 1), draftSpaceKey: 'KILN', draftType: 'page' })
    .add('Comment', 41, { ...made('', 1, 5), containerContent: ref('Page', 20) })
    .add('Comment', 42, { ...made('', 1, 5), originalVersion: ref('Comment', 41) })
    .add('Comment', 43, { ...made('', 1, 5), originalVersion: ref('Comment', 41) })
    .add('Label', 50, { name: 'clay', namespace: 'global' })
    .add('Labelling', 51, { label: ref('Label', 50), labelableId: 20, labelableType: 'CONTENT', user: 'mira' })
    .add('ContentPermissionSet', 52, { type: 'View', owningContent: ref('Page', 20) })
    .add('ContentPermission', 53, { userName: 'mira', owningSet: ref('ContentPermissionSet', 52), creatorName: 'olu' })
    .add('SpacePermission', 54, { type: 'VIEWSPACE', space: ref('Space', 11), group: 'potters', creatorName: 'olu' })
    .add('DefaultHibernateGroup', 61, { name: 'potters' }, { localMembers: ['DefaultHibernateUser', 62] })
    .add('DefaultHibernateUser', 62, { name: 'mira', fullName: 'Mira' })
    .add('AuditRecordEntity', 63, { summary: 'Space created' })
    .file(
      'plugin-data/ao/tables.pdata',
      aoTables([{ name: 'AO_C77861_AUDIT_ENTITY', columns: 'ID ACTION', rows: [audit] }]),
    )
  for (const type of [1, 2, 3, 4, 5, 6, 7]) backup.raw(preference(type))
  return backup
}

const audit = { ID: '1', ACTION: 'Space created' }

function preference(type: number): string {
  return `<object class="BucketPropertySetItem" package="bucket.user.propertyset">
<composite-id><property name="entityName" type="string">CWD_mira</property><property name="entityId" type="long">0</property>
<property name="key" type="string">confluence.prefs.email.${type}</property></composite-id>
<property name="type">${type}</property></object>`
}

const fixtures = resolve(import.meta.dirname, '../../../../../fixtures/backups')

/** Fields that were read, by class. */
class FieldsRead {
  readonly #byClass = new Map<string, Set<string>>()

  has(className: string, field: string): boolean {
    return this.#byClass.get(className)?.has(field) === true
  }

  /** The object, or one without fields, where whatever stands in for one of them is read; it notes what is read of it. */
  noting(object: BackupObject, isEmpty: boolean): BackupObject {
    let fields = this.#byClass.get(object.class)
    if (!fields) this.#byClass.set(object.class, (fields = new Set()))
    const { compositeId } = object
    return {
      ...object,
      properties: new NotingMap(isEmpty ? [] : object.properties, fields),
      collections: new NotingMap(object.collections, fields),
      compositeId: compositeId && new NotingMap(compositeId, fields),
    }
  }
}

class NotingMap<Value> extends Map<string, Value> {
  readonly #noted: Set<string>

  constructor(entries: Iterable<readonly [string, Value]>, noted: Set<string>) {
    super(entries)
    this.#noted = noted
  }

  override get(name: string): Value | undefined {
    this.#noted.add(name)
    return super.get(name)
  }

  override has(name: string): boolean {
    this.#noted.add(name)
    return super.has(name)
  }

  override keys(): MapIterator<string> {
    for (const name of super.keys()) this.#noted.add(name)
    return super.keys()
  }
}

async function readBackup(path: string, read: FieldsRead): Promise<void> {
  await using folder = await TempFolder.make()
  const { parts } = await openParts([path], [])
  const { db, reader } = await openIndex(folder.path, parts, backupClasses, { oneSite: false })
  const descriptor = descriptorOf(parts)
  const meta = (key: string): unknown =>
    JSON.parse((db.prepare('SELECT value FROM meta WHERE key = ?').get(key) as { readonly value: string }).value)
  const traits = meta('traits') as Traits
  const { zone } = chooseZone('UTC', descriptor, db)
  type Row = Parameters<ReadContext['read']>[0]
  for (const isEmpty of [false, true]) {
    const context = contextOf({
      classes: backupClasses,
      db,
      reader,
      parts,
      files: filesOf(parts),
      descriptor,
      identity: identityOf({ db, form: 'xml', descriptor, traits, zone, sourceUrls: [] }),
      selection: { withAppData: true },
      ledger: Ledger.of(Number(meta('count'))),
      zone,
      product: productOf(descriptor, traits),
      untyped: untypedBody(descriptor, traits),
      done: () => false,
    })
    const noting = { ...context, read: (row: Row) => read.noting(context.read(row), isEmpty) }
    for (const stretch of readAll(noting, families, selectSpaces(db, {}).rows, undefined)) {
      for await (const items of listsOf(stretch)) for (const item of items) void item
    }
    // What the index keeps was read in the first pass already.
    for (const row of db.prepare('SELECT n, at, size FROM object').all() as Row[]) {
      const object = read.noting(context.read(row), isEmpty)
      const of = backupClasses.of(object.class)
      if (of.name.startsWith('AO_')) object.properties.get(of.idColumn ?? 'ID')
      of.join?.(viewOf(object))
      of.lookUp?.(viewOf(object))
      // Of these every one that is there is walked, whatever class lists it.
      for (const name of listedLinks.keys()) object.collections.get(name)
      for (const name of of.holds ?? []) object.properties.get(name)
    }
  }
  db.close()
  await reader[Symbol.asyncDispose]()
  await closeParts(parts)
}

describe('what a class declares as carried', () => {
  it('is read by somebody', async () => {
    const read = new FieldsRead()
    await using folder = await TempFolder.make()
    const rare = await rareBackup().write(join(folder.path, 'rare'))
    for (const path of [join(fixtures, 'kiln'), join(fixtures, 'foundry'), rare]) await readBackup(path, read)
    const unread = [...backupClasses.all()].flatMap(({ name, fields }) =>
      fields.carried.filter((field) => !read.has(name, field)).map((field) => `${name} ${field}`),
    )
    expect(unread).toEqual([])
  })
})

describe('a view of an object', () => {
  it('gives what its class declares, and anything else does not compile', () => {
    const object = { class: 'LikeEntity', id: '1', properties: new Map(), collections: new Map() }
    const view = viewOf<'user' | 'creationDate'>(object as unknown as BackupObject)
    expect(textOf(view, 'creationDate')).toBeUndefined()
    // @ts-expect-error: the class declares no such field
    expect(textOf(view, 'password')).toBeUndefined()
    // @ts-expect-error: an object without a class is no view
    expect(textOf(object, 'creationDate')).toBeUndefined()
  })
})
