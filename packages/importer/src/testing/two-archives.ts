import type { ArchiveParts, RecordsByStream } from './build-archive.js'
import { page, sampleParts, sampleRecords, text } from './sample-records.js'

/** Links into the space OPS: by title, by id, to the space, and to a page that no archive has. */
export const linksAcross: string = [
  '<p><ac:link><ri:page ri:space-key="OPS" ri:content-title="Runbook" /></ac:link>',
  '<ac:link><ri:content-entity ri:content-id="20" /></ac:link>',
  '<ac:link><ri:space ri:space-key="OPS"/></ac:link>',
  '<ac:link><ri:page ri:space-key="OPS" ri:content-title="Nowhere" /></ac:link></p>',
].join('')

const isOfOps = (record: object): boolean =>
  /"(?:space:2|page:20)["/]/.test(JSON.stringify(record).replaceAll('<', '"'))

const withLinks: RecordsByStream = {
  ...sampleRecords,
  content: [...(sampleRecords.content ?? []), page('page:15', 'Links across')],
  versions: [...(sampleRecords.versions ?? []), text('page:15', linksAcross)],
  comments: [
    ...(sampleRecords.comments ?? []),
    { id: 'comment:43', content: 'page:15', kind: 'footer', status: 'current', version: 1 },
  ],
  'comment-versions': [
    ...(sampleRecords['comment-versions'] ?? []),
    {
      id: 'version:comment:43/1',
      of: 'comment:43',
      number: 1,
      order: 1,
      body: { format: 'storage', value: linksAcross },
    },
  ],
}

/** Archive of the space DOC, whose texts refer to the space OPS. */
export const firstParts: ArchiveParts = {
  ...sampleParts,
  id: 'archive-a',
  records: Object.fromEntries(
    Object.entries(withLinks).map(([stream, records]) => [
      stream,
      records.filter((record) => !isOfOps({ ...record, body: undefined, description: undefined })),
    ]),
  ),
}

/** A later archive of the same source: both spaces. */
export const secondParts: ArchiveParts = { ...sampleParts, id: 'archive-b', records: withLinks }
