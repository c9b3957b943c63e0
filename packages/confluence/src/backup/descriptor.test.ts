import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { BackupFiles } from './backup-files.js'
import { parseDescriptor, readDescriptor } from './descriptor.js'
import { parseJavaProperties } from './java-properties.js'
import { errorOf } from './testing/collect.js'

describe(parseJavaProperties, () => {
  it.each([
    ['key=value', [['key', 'value']]],
    ['key:value', [['key', 'value']]],
    ['key value', [['key', 'value']]],
    ['  key  =  value  ', [['key', 'value  ']]],
    ['key = = value', [['key', '= value']]],
    ['key', [['key', '']]],
    ['key=', [['key', '']]],
    ['=value', [['', 'value']]],
    ['# note\n! note\n\n  \nkey=#value', [['key', '#value']]],
    [
      'a=1\r\nb=2\rc=3\nd=4',
      [
        ['a', '1'],
        ['b', '2'],
        ['c', '3'],
        ['d', '4'],
      ],
    ],
    ['a=one \\\n   two\\\r\n\tthree', [['a', 'one twothree']]],
    ['a=one\\\n# no note', [['a', 'one# no note']]],
    [
      'a=one\\\\\nb=2',
      [
        ['a', 'one\\'],
        ['b', '2'],
      ],
    ],
    ['a\\ b\\=\\:c=d', [['a b=:c', 'd']]],
    ['a=\\u00e4\\t\\n\\r\\f\\x\\"', [['a', 'ä\t\n\r\fx"']]],
    ['a=\\u00e', [['a', 'u00e']]],
    ['a=1\na=2', [['a', '2']]],
    [
      '__proto__=x\nconstructor=y',
      [
        ['__proto__', 'x'],
        ['constructor', 'y'],
      ],
    ],
    ['a=b\\', [['a', 'b']]],
    ['', []],
  ])('reads %j', (text, properties) => {
    expect([...parseJavaProperties(text)]).toEqual(properties)
  })

  it('reads back what a Java program would write', () => {
    const escape = (text: string): string =>
      text.replace(/[^A-Za-z0-9]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)
    const properties = fc.dictionary(fc.string({ minLength: 1 }), fc.string({ unit: 'binary' }), { maxKeys: 5 })
    fc.assert(
      fc.property(properties, fc.constantFrom('=', ':', ' ', ' = '), (all, separator) => {
        const lines = Object.entries(all).map(([key, value]) => `${escape(key)}${separator}${escape(value)}`)
        expect([...parseJavaProperties(`#Mon Feb 10\r\n${lines.join('\r\n')}`)]).toEqual(Object.entries(all))
      }),
    )
  })

  it('reads a million backslashes, which would never end if each looked back at all before it', () => {
    const read = parseJavaProperties(`a=${'\\'.repeat(1_000_000)}x\n${'\\'.repeat(1_000_001)}`)
    expect(read.get('a')).toBe(`${'\\'.repeat(500_000)}x`)
  })
})

describe(readDescriptor, () => {
  const filesWith = (text: string | undefined): BackupFiles => ({
    path: 'backup.zip',
    container: 'zip',
    form: 'xml',
    prefix: '',
    outside: 0,
    size: () => text?.length,
    names: () => [],
    async *open() {
      for (const piece of (text ?? '').match(/[^]{1,999}/g) ?? []) yield Buffer.from(piece, 'latin1')
    },
    localPath: () => undefined,
    [Symbol.asyncDispose]: () => Promise.resolve(),
  })

  it('has nothing to say where there is none', async () => {
    expect(await readDescriptor(filesWith(undefined))).toBeUndefined()
  })

  it('reads what Cloud writes', async () => {
    const text = [
      '#Mon Feb 10 10:23:09 UTC 2031',
      'createdByVersionNumber=1000.0.0-0123456789ab',
      'source=cloud',
      'buildNumber=4515',
      'spaceKey=KILN',
      'exportType=space',
      'createdByBuildNumber=8401',
      'timezoneId=UTC',
      'backupAttachments=true',
      'Gr\xf6\xdfe=5',
    ].join('\n')
    expect(await readDescriptor(filesWith(text))).toMatchObject({
      exportType: 'space',
      buildNumber: '4515',
      createdByBuildNumber: '8401',
      version: '1000.0.0-0123456789ab',
      source: 'cloud',
      spaceKeys: ['KILN'],
      timezoneId: 'UTC',
      backupAttachments: true,
      exportFormat: undefined,
    })
    expect((await readDescriptor(filesWith(text)))?.properties.get('Größe')).toBe('5')
  })

  it('joins both ways of naming spaces', () => {
    const { spaceKeys, objectsCount } = parseDescriptor('spaceKey=A\nspaceKeys=A, B ,,~c\nobjectsCount=12')
    expect([spaceKeys, objectsCount]).toEqual([['A', 'B', '~c'], 12])
    expect(parseDescriptor('objectsCount=-1\nspaceKeys= ,').spaceKeys).toEqual([])
  })

  it('refuses one that is no descriptor', async () => {
    const error = await errorOf(() => readDescriptor(filesWith('x'.repeat(5_000_000))))
    expect(error.code).toBe('DESCRIPTOR_MALFORMED')
  })
})
