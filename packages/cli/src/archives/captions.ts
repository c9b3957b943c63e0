import { type StreamName, type StreamRecords, streamRules } from '@spacecrate/format'

type Caption<Name extends StreamName> = (record: StreamRecords[Name]) => readonly (string | number | undefined)[]

/** What a person wants to see of a record beside its id, where it is more than the fields of the rule. */
const captions: { readonly [Name in StreamName]?: Caption<Name> } = {
  people: (r) => [r.displayName ?? r.userName, r.email, r.state, r.referencedOnly === true ? 'only named' : undefined],
  groups: (r) => [r.name, r.referencedOnly === true ? 'only named' : undefined],
  memberships: () => [],
  'space-permissions': (r) => [r.native],
  templates: (r) => [r.name, r.space],
  'attachment-versions': (r) => [r.at?.at, r.bytes === undefined ? undefined : `${r.bytes} bytes`, r.blob],
  content: (r) => [r.title, r.kind, r.status, `version ${r.version}`],
  labels: (r) => [r.prefix, r.name],
  properties: (r) => [r.key],
  restrictions: (r) => [r.operation],
  likes: (r) => [r.at?.at],
  watches: (r) => [r.kind],
  permissions: (r) => [r.native],
}

/** One line on a record: what stands behind its id in a listing. */
export function captionOf<Name extends StreamName>(stream: Name, record: StreamRecords[Name]): string {
  const caption: Caption<Name> | undefined = captions[stream]
  const parts = caption?.(record) ?? streamRules[stream].shows.map((path) => textAt(record, path))
  return parts.filter((part) => part !== undefined && part !== '').join(' · ')
}

function textAt(record: unknown, path: string): string | undefined {
  let value = record
  for (const step of path.split('.')) {
    value = typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined
  }
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
}
