import { describe, expect, it } from 'vitest'
import { describeFields } from './field-words.js'
import { streamNames } from './streams.js'

describe('words for fields', () => {
  it('come from the schema, those of shared shapes too', () => {
    const words = describeFields('user-macros')
    expect([...words.keys()].slice(0, 3)).toEqual(['id', 'name', 'title'])
    expect(words.get('name')).toBe('Name of the macro')
    expect(words.get('template')).toContain('A text exactly as the source gave it')
  })

  it.each(streamNames.map((name) => [name]))('are there for %s', (stream) => {
    const fields = describeFields(stream)
    expect(fields.has('id')).toBe(true)
  })
})
