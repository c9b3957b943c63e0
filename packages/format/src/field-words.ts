import { schemaTexts } from '#schemas'
import type { StreamName } from './records.js'

const known = new Map<StreamName, ReadonlyMap<string, string>>()

/** What the fields of a stream's records mean, by their names and in the order of the schema: words for people. */
export function describeFields(stream: StreamName): ReadonlyMap<string, string> {
  const before = known.get(stream)
  if (before !== undefined) return before
  const definitions = membersOf(membersOf(parse('definitions.json'))['$defs'])
  const properties = membersOf(membersOf(parse(`${stream}.json`))['properties'])
  const words = new Map(
    Object.entries(properties).map(([name, field]) => {
      const { description, $ref } = membersOf(field)
      const shape = membersOf(typeof $ref === 'string' ? definitions[$ref.split('/').at(-1) ?? ''] : undefined)
      const words = [description, shape['description'], shape['title']].find((one) => typeof one === 'string')
      return [name, typeof words === 'string' ? words : '']
    }),
  )
  known.set(stream, words)
  return words
}

function parse(file: string): unknown {
  return JSON.parse(schemaTexts[file] ?? '{}')
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {}
}
