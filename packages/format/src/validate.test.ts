import { describe, expect, it } from 'vitest'
import { validateRecord, validateValue } from './validate.js'

const version = { id: 'version:page:1/1', of: 'page:1', number: 1, order: 1 }

describe(validateRecord, () => {
  it('finds nothing wrong with a valid record', () => {
    const body = { format: 'storage', value: '<p/>' }
    expect(validateRecord('versions', { ...version, body })).toEqual({ problems: [], unknown: [] })
  })

  it.each<readonly [string, unknown, string]>([
    ['a missing field', { id: 'version:page:1/1', of: 'page:1', number: 1 }, "/ must have required property 'order'"],
    ['a wrong type', { ...version, number: '1' }, '/number must be integer'],
    ['no object', 'text', '/ must be object'],
    ['nothing', undefined, '/ must be object'],
    ['an unknown field', { ...version, secret: 1 }, '/ must NOT have additional properties (secret)'],
    ['an id of another kind', { ...version, of: 'space:1' }, '/of must match pattern'],
    ['a key that names the prototype', JSON.parse('{"__proto__":{"id":"x"}}'), 'additional properties (__proto__)'],
    ['an unfinished number', { ...version, number: Number.NaN }, '/number must be integer'],
  ])('says what is wrong with %s', (_, record, problem) => {
    expect(validateRecord('versions', record).problems.join('\n')).toContain(problem)
  })

  it('refuses a body of more than 256 KiB inside a record, counted in bytes', () => {
    const of = (value: string) => validateRecord('versions', { ...version, body: { format: 'storage', value } })
    expect(of('é'.repeat(131_072)).problems).toEqual([])
    expect(of(`${'é'.repeat(131_072)}x`).problems).toEqual([
      '/body must be a blob: a body inside a record has at most 262144 bytes',
    ])
    const renditions = [{ format: 'adf', value: 'x'.repeat(262_145) }]
    expect(validateRecord('versions', { ...version, renditions }).problems).toHaveLength(1)
  })

  describe('with fields of a newer minor version', () => {
    it.each<readonly [string, object, readonly string[]]>([
      ['at the top', { ...version, mood: 'good' }, ['/mood']],
      ['in an object', { ...version, at: { at: '2026-01-01T00:00:00.000Z', clock: 'x' } }, ['/at/clock']],
      [
        'in a body, which has two shapes',
        { ...version, body: { format: 'storage', value: 'x', 'a/b~c': 1 } },
        ['/body/a~1b~0c'],
      ],
      [
        'in a body that is a blob',
        { ...version, body: { format: 'storage', blob: 'a'.repeat(64), bytes: 3, lang: 'en' }, mood: 1 },
        ['/mood', '/body/lang'],
      ],
      ['in a list', { ...version, renditions: [{ format: 'adf', value: 'x', lang: 'en' }] }, ['/renditions/0/lang']],
    ])('lets them pass %s, and lists them', (_, record, unknown) => {
      const result = validateRecord('versions', record, { tolerant: true })
      expect(result.problems).toEqual([])
      expect(new Set(result.unknown)).toEqual(new Set(unknown))
      expect(validateRecord('versions', record).problems).not.toEqual([])
    })

    it('still says what is wrong with the fields that it knows', () => {
      const result = validateRecord('versions', { ...version, number: 'x', mood: 1 }, { tolerant: true })
      expect(result.problems.join()).toContain('/number must be integer')
    })
  })
})

describe(validateValue, () => {
  it('knows no schema by the name of a property that every object has', () => {
    expect(validateValue('constructor', {}).problems).toEqual(['There is no schema of that name: constructor'])
  })
})
