import type { Watch } from '@spacecrate/format'
import { personOf } from '../acts.js'
import { carriedClass, type ViewOf } from '../backup-class.js'
import { present } from '../items.js'
import { hanging } from '../joined-fields.js'
import {
  type ClassFamily,
  hangsOnCarried,
  type HangingRow,
  type Lost,
  recordOfEach,
  rowsHanging,
} from '../read-class.js'
import type { ReadContext } from '../read-context.js'
import { referenceOf, textOf } from '../view.js'

const notification = carriedClass({
  name: 'Notification',
  rows: 'S21',
  why: 'The form of its mails (digest, network) is a preference of the person and means nothing elsewhere',
  kind: 'watches',
  fields: {
    carried: 'content page space receiver userName type creationDate',
    derived: 'creator creatorName lastModifier lastModifierName lastModificationDate',
    excluded: 'digest network includeChildren',
  },
  join: hanging('content', 'page', 'space'),
  isOwned: true,
  leftover: { ofSite: 'unowned', below: 'WATCH_UNCLEAR', alone: 'WATCH_UNCLEAR' },
})

const relation = carriedClass({
  name: 'User2ContentRelationEntity',
  rows: 'S21',
  why: 'A favourite is a watch; touched is an index of recent work; for a collaborator there is no place yet',
  kind: 'watches',
  fields: {
    carried: 'targetContent sourceContent relationName creationDate',
    derived: 'targetType creator creatorName lastModifier lastModifierName lastModificationDate',
  },
  join: (object) => ({
    owner: referenceOf(object, 'targetContent'),
    mark: `relation ${textOf(object, 'relationName')?.toLowerCase() ?? ''}`,
  }),
  isOwned: true,
  leftover: { below: 'RELATION', isDerived: (_, row) => row.mark === 'relation touched' },
})

/** Watches of contents and spaces that are taken, and relations of people to them: a favourite is one, all others are left. */
export const watches: ClassFamily = {
  classes: [notification, relation],
  readings: [
    recordOfEach({
      of: notification,
      stream: 'watches',
      rows: rowsHanging(notification.name),
      isWanted: hangsOnCarried,
      record: watchOf,
    }),
    recordOfEach({
      of: relation,
      stream: 'watches',
      rows: rowsHanging(relation.name, " AND +h.mark IN ('relation favourite', 'relation favorite')"),
      isWanted: hangsOnCarried,
      record(context, { record: on }, object) {
        const by = personOf(context, object, 'sourceContent')
        if (by === undefined) return undefined
        const at = context.times.instant(textOf(object, 'creationDate'))
        return present<Watch>({ id: `watch:${on}/${by}/favourite`, on, by, kind: 'favourite', at })
      },
    }),
  ],
}

/** A watch of a space for posts alone has the type of a post. */
function watchOf(context: ReadContext, { record: on }: HangingRow, object: ViewOf<typeof notification>): Watch | Lost {
  const by = personOf(context, object, 'receiver', 'userName')
  if (by === undefined) return { lost: 'PERSON_MISSING', what: `A watch of ${on}` }
  const type = textOf(object, 'type')?.toLowerCase()
  const kind = on.startsWith('space:') && type?.startsWith('blog') === true ? 'blog-watch' : 'watch'
  const at = context.times.instant(textOf(object, 'creationDate'))
  return present<Watch>({ id: `watch:${on}/${by}/${kind}`, on, by, kind, at })
}
