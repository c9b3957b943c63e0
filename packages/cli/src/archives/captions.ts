import type { StreamName, StreamRecords } from '@spacecrate/format'

/** What a person wants to see of a record beside its id. */
const captions: {
  readonly [Name in StreamName]: (record: StreamRecords[Name]) => readonly (string | number | undefined)[]
} = {
  site: (r) => [r.product, r.version, r.name],
  people: (r) => [r.displayName ?? r.userName, r.email, r.state, r.referencedOnly === true ? 'only named' : undefined],
  groups: (r) => [r.name, r.referencedOnly === true ? 'only named' : undefined],
  memberships: () => [],
  spaces: (r) => [r.key, r.name, r.kind, r.status],
  'space-permissions': (r) => [r.native],
  templates: (r) => [r.name, r.space],
  'template-versions': (r) => [r.at?.at, r.title],
  content: (r) => [r.title, r.kind, r.status, `version ${r.version}`],
  attachments: (r) => [r.name, r.mediaType, r.container, r.status],
  'attachment-versions': (r) => [r.at?.at, r.bytes === undefined ? undefined : `${r.bytes} bytes`, r.blob],
  versions: (r) => [r.at?.at, r.author, r.title, r.message],
  comments: (r) => [r.kind, r.content, r.created?.by],
  'comment-versions': (r) => [r.at?.at, r.author],
  labels: (r) => [r.prefix, r.name],
  properties: (r) => [r.key],
  restrictions: (r) => [r.operation],
  likes: (r) => [r.at?.at],
  watches: (r) => [r.kind],
  permissions: (r) => [r.native],
}

/** One line on a record: what stands behind its id in a listing. */
export function captionOf<Name extends StreamName>(stream: Name, record: StreamRecords[Name]): string {
  return captions[stream](record)
    .filter((part) => part !== undefined && part !== '')
    .join(' · ')
}
