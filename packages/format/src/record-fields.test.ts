import { describe, expect, it } from 'vitest'
import { fieldsOf } from './record-fields.js'
import { streamNames } from './streams.js'

describe('words of fields', () => {
  it('come from the schema, those of shared shapes too', () => {
    const words = fieldsOf('user-macros')
    expect([...words.keys()].slice(0, 3)).toEqual(['id', 'name', 'title'])
    expect(words.get('name')?.about).toBe('Name of the macro')
    expect(words.get('template')?.about).toContain('A text exactly as the source gave it')
  })

  it.each(streamNames.map((name) => [name]))('are there for %s', (stream) => {
    const fields = fieldsOf(stream)
    expect(fields.has('id')).toBe(true)
  })
})
