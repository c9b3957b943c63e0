import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Omission } from '@spacecrate/format'
import { createSite } from '@spacecrate/site'
import { describe, expect, it } from 'vitest'
import type { RecordItem } from './source.js'
import { exportIntoMemory } from './testing/export-backup.js'
import { siteSource } from './sources/site/site-source.js'
import { sourceWithoutSecrets, withoutSecrets } from './without-secrets.js'

const item = (stream: string, record: object): RecordItem => ({ type: 'record', stream, record }) as RecordItem
const told = (omissions: readonly Omission[]): string[] => omissions.map(({ code, what }) => `${code} ${what}`)

describe(withoutSecrets, () => {
  it('takes secrets out of URLs in every field of a record, with a line for each field', () => {
    const { item: clean, omissions } = withoutSecrets(
      item('application-links', {
        id: 'application-link:kiln',
        name: 'Kiln (https://hush@kiln.example)',
        url: 'https://potter:hush@kiln.example/?os_password=hush&x=1',
        displayUrl: 'https://kiln.example',
      }),
    )
    expect(clean.record).toEqual({
      id: 'application-link:kiln',
      name: 'Kiln (https://kiln.example)',
      url: 'https://kiln.example/?x=1',
      displayUrl: 'https://kiln.example',
    })
    expect(told(omissions)).toEqual([
      'SECRET user info in name of application-link:kiln',
      'SECRET user info, os_password in url of application-link:kiln',
    ])
  })

  it('reads what is nested: lists, extra, and changes of an audit log', () => {
    const { item: clean, omissions } = withoutSecrets(
      item('audit-records', {
        id: 'audit-record:1',
        summary: 'Mail server changed',
        changes: [
          { name: 'host', from: 'a.example', to: 'https://hush@b.example' },
          { name: 'mail password', from: 'hush', to: 'hush' },
          { name: 'api token' },
        ],
        extra: { AREA: 'X', clientSecret: 'hush', RESOURCES: '[{"apiToken":"hush"}]' },
      }),
    )
    expect(clean.record).toMatchObject({
      changes: [
        { name: 'host', from: 'a.example', to: 'https://b.example' },
        { name: 'mail password' },
        { name: 'api token' },
      ],
      extra: { AREA: 'X' },
    })
    expect(JSON.stringify([clean, omissions])).not.toContain('hush')
    expect(told(omissions)).toEqual([
      'SECRET user info, the values of "mail password" in changes of audit-record:1',
      'SECRET "clientSecret", "RESOURCES" in extra of audit-record:1',
    ])
  })

  it('leaves bodies, what authors set on content, and records without a secret as they are', () => {
    const version = item('versions', {
      id: 'version:page:1/1',
      of: 'page:1',
      number: 1,
      order: 1,
      title: 'A',
      body: { format: 'storage', value: '<a href="https://me:mine@a.example/?token=mine">a</a>' },
      extra: { 'ContentProperty token': 'mine' },
    })
    expect(withoutSecrets(version)).toEqual({ item: version, omissions: [] })
    expect(withoutSecrets(version).item).toBe(version)
  })

  it('gives a record whose id is made of a URL the id of the clean one', () => {
    const record = {
      id: 'shortcut-link:https://hush@a.example',
      key: 'https://hush@a.example',
      url: 'https://a.example',
    }
    expect(withoutSecrets(item('shortcut-links', record)).item.record).toEqual({
      id: 'shortcut-link:https://a.example',
      key: 'https://a.example',
      url: 'https://a.example',
    })
  })

  it('cleans the addresses of the source', () => {
    const source = {
      adapter: 'site',
      product: 'embedded',
      siteId: 'x',
      baseUrls: ['https://hush@a.example', 'https://a.example'],
    } as const
    expect(sourceWithoutSecrets({ ...source, baseUrls: [...source.baseUrls] }).baseUrls).toEqual(['https://a.example'])
  })
})

describe('an embedded site with secrets in its URLs', () => {
  it('is exported without them', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'spacecrate-secrets-'))
    try {
      {
        await using site = await createSite(join(dir, 'site'), { name: 'Kiln' })
        const url = 'https://a.example/?api_key=hush&q=%s'
        site.store.transaction(() => site.store.insert('shortcut-links', { id: 'shortcut-link:k', key: 'k', url }))
      }
      const { writer } = await exportIntoMemory(
        siteSource({ dir: join(dir, 'site'), sourceUrls: ['https://hush@a.example'] }),
        dir,
      )
      expect(writer.stream('shortcut-links')).toMatchObject([{ url: 'https://a.example/?q=%s' }])
      expect(told(writer.omissions)).toEqual(['SECRET api_key in url of shortcut-link:k'])
    } finally {
      await rm(dir, { recursive: true, force: true })
    }
  })
})
