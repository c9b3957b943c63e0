import type { StreamRecord, StreamRecords } from '@spacecrate/format'
import {
  accountOf,
  commentId,
  fileId,
  instantAt,
  type LargeSitePlan,
  pageId,
  personId,
  spaceId,
  spaceKey,
} from './large-site-plan.js'
import { groupCount } from './page-records.js'
import { Chance, nameOf } from './words.js'

/** People, and groups with everybody in two of them. */
export function* peopleRecords(plan: LargeSitePlan): Generator<StreamRecord> {
  for (let person = 0; person < plan.people; person++) {
    const account = accountOf(person)
    yield {
      stream: 'people',
      record: {
        id: personId(person),
        accountId: account,
        userName: account,
        displayName: `${nameOf(person * 7)} ${person + 1}`,
        email: `${account}@generated.example`,
        kind: 'person',
        state: person % 11 === 10 ? 'inactive' : 'active',
      },
    }
  }
  for (let number = 1; number <= groupCount; number++) {
    const group = `group:generated-${number}`
    yield { stream: 'groups', record: { id: group, name: `generated-${number}` } }
    for (let person = 0; person < plan.people; person++) {
      if ((person + number) % groupCount > 1) continue
      const member = personId(person)
      yield { stream: 'memberships', record: { id: `membership:${group}/${member}`, group, member } }
    }
  }
}

/** A space that everybody reads and one group writes in. */
export function* spaceRecords(plan: LargeSitePlan, space: number): Generator<StreamRecord> {
  const id = spaceId(space)
  const hasPages = plan.firstPage(space + 1) > plan.firstPage(space)
  yield {
    stream: 'spaces',
    record: {
      id,
      key: spaceKey(space),
      name: `${nameOf(space)} ${space + 1}`,
      kind: 'global',
      status: 'current',
      ...(hasPages && { home: pageId(plan.firstPage(space)) }),
      created: { by: personId(space % plan.people), at: instantAt(0) },
    },
  }
  yield permission(id, { type: 'everyone' }, 'read', 'space')
  yield permission(id, { type: 'group', id: `group:generated-${1 + (space % groupCount)}` }, 'create', 'page')
}

type Permission = StreamRecords['space-permissions']

function permission(
  space: string,
  subject: Permission['subject'],
  operation: NonNullable<Permission['operation']>,
  target: NonNullable<Permission['target']>,
): StreamRecord {
  const id = `permission:${space}/${'id' in subject ? subject.id : subject.type}/${operation} ${target}`
  return { stream: 'space-permissions', record: { id, space, subject, operation, target } }
}

/** A file of one version; files are spread over all pages. */
export function* fileRecords(
  plan: LargeSitePlan,
  file: number,
  stored: { readonly digest: string; readonly bytes: number } | undefined,
): Generator<StreamRecord> {
  const page = Math.floor((file * plan.pages) / plan.attachments)
  const id = fileId(file)
  const created = { by: personId(file % plan.people), at: instantAt(page + 30) }
  const name = `${nameOf(file)} ${file + 1}.bin`
  const mediaType = 'application/octet-stream'
  yield {
    stream: 'attachments',
    record: { id, container: pageId(page), name, mediaType, status: 'current', version: 1, created },
  }
  if (stored === undefined) return
  const { digest: blob, bytes } = stored
  yield {
    stream: 'attachment-versions',
    record: { id: `version:${id}/1`, of: id, number: 1, order: 1, author: created.by, at: created.at, blob, bytes },
  }
}

/** A comment; comments are spread over all pages, and every fourth answers the one before it if that is on the same page. */
export function* commentRecords(plan: LargeSitePlan, comment: number): Generator<StreamRecord> {
  const chance = new Chance(plan.seed, 2, comment)
  const pageOf = (number: number): number => Math.floor((number * plan.pages) / plan.comments)
  const page = pageOf(comment)
  const answers = comment % 4 === 3 && pageOf(comment - 1) === page
  const id = commentId(comment)
  const created = { by: personId(chance.below(plan.people)), at: instantAt(page + 120 + comment) }
  yield {
    stream: 'comments',
    record: {
      id,
      content: pageId(page),
      ...(answers && { parent: commentId(comment - 1) }),
      kind: 'footer',
      status: 'current',
      version: 1,
      created,
    },
  }
  const body = { format: 'storage', value: `<p>${chance.sentence()}</p>` } as const
  yield {
    stream: 'comment-versions',
    record: { id: `version:${id}/1`, of: id, number: 1, order: 1, author: created.by, at: created.at, body },
  }
}
