import { describe, expect, it } from 'vitest'
import { BackupBuilder, ref, type Value } from '../../testing/backup-builder.js'
import { exportBackup, type MemoryExport } from '../../testing/export-backup.js'

const text = 'h1. Glass\n\nSee [Sand].'
const names = { creatorName: 'mira', lastModifierName: 'mira' }

/** One of everything that has a text, of which no one says its type but those that are given here. */
function furnace(
  acts: Readonly<Record<string, Value>>,
  descriptor: Readonly<Record<string, string>> = {},
): BackupBuilder {
  const made = { title: 'Glass', version: 1, contentStatus: 'current', ...acts }
  const backup = new BackupBuilder()
    .add('Space', 11, { key: 'GLASS', spaceType: 'global', description: ref('SpaceDescription', 12) })
    .add('SpaceDescription', 12, { version: 1, space: ref('Space', 11), contentStatus: 'current' })
    .add('Page', 20, { ...made, space: ref('Space', 11) })
    .add('Page', 21, { ...made, originalVersion: ref('Page', 20) })
    .add('BlogPost', 22, { ...made, space: ref('Space', 11), creationDate: '2009-01-02 00:00:00.000' })
    .add('Comment', 23, { ...made, owner: ref('Page', 20) })
    .add('PageTemplate', 24, { name: 'T', content: text, space: ref('Space', 11) })
    .add('BodyContent', 30, { body: text, content: ref('Page', 20) })
    .add('BodyContent', 31, { body: 'h2. Sand', content: ref('Page', 21) })
    .add('BodyContent', 32, { body: text, content: ref('BlogPost', 22) })
    .add('BodyContent', 33, { body: text, content: ref('Comment', 23) })
    .add('BodyContent', 34, { body: 'All of glass', content: ref('SpaceDescription', 12) })
  return Object.keys(descriptor).length === 0 ? backup : backup.descriptor({ exportType: 'all', ...descriptor })
}

function formats({ writer }: MemoryExport): Set<string | undefined> {
  const records = ['versions', 'comment-versions', 'template-versions'] as const
  return new Set(records.flatMap((stream) => writer.stream(stream).map(({ body }) => body?.format)))
}

describe('texts that do not say their type', () => {
  it.each([
    ['people stand as names', furnace(names)],
    ['the build is of Confluence 2', furnace({}, { buildNumber: '1517' })],
    ['the build is of Confluence 3', furnace(names, { buildNumber: '2176' })],
  ])('are wiki markup where %s, and the assessment says so', async (_name, backup) => {
    const result = await exportBackup(backup)
    expect(formats(result)).toEqual(new Set(['wiki']))
    expect(result.writer.stream('spaces')[0]?.description).toMatchObject({ format: 'plain', value: 'All of glass' })
    expect(result.assessment.limits.join()).toContain('5 texts do not say their format and are read as wiki markup')
  })

  it.each([
    ['people have keys and no build is known', furnace({ creator: ref('ConfluenceUserImpl', 'ff80aa') })],
    ['the build is of Confluence 4, though people stand as names', furnace(names, { buildNumber: '3391' })],
    ['the build is newer', furnace({}, { buildNumber: '4517', createdByBuildNumber: '8804' })],
  ])('are storage format where %s, and the assessment says so', async (_name, backup) => {
    const result = await exportBackup(backup)
    expect(formats(result)).toEqual(new Set(['storage']))
    expect(result.assessment.limits.join()).toContain('5 texts do not say their format and are read as storage format')
  })

  it('are storage format beside one that has a type', async () => {
    const backup = furnace(names, { buildNumber: '1517' })
      .add('Page', 25, { title: 'New', version: 1, contentStatus: 'current', space: ref('Space', 11) })
      .add('BodyContent', 35, { body: '<p/>', bodyType: 2, content: ref('Page', 25) })
    expect(formats(await exportBackup(backup))).toEqual(new Set(['storage']))
  })

  it('are not spoken of where there are none', async () => {
    const backup = new BackupBuilder()
      .add('Space', 11, { key: 'GLASS', spaceType: 'global' })
      .add('Page', 20, { title: 'Glass', version: 1, ...names, space: ref('Space', 11) })
      .add('BodyContent', 30, { body: text, bodyType: 0, content: ref('Page', 20) })
    const { assessment } = await exportBackup(backup)
    expect(assessment.limits.join()).not.toContain('format')
  })
})
