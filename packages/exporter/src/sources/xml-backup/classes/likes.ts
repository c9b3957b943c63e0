import type { Like } from '@spacecrate/format'
import { personOf } from '../acts.js'
import { carriedClass } from '../backup-class.js'
import { present } from '../items.js'
import { hanging } from '../joined-fields.js'
import { type ClassFamily, hangsOnCarried, recordOfEach, rowsHanging } from '../read-class.js'
import { textOf } from '../view.js'

const like = carriedClass({
  name: 'LikeEntity',
  rows: 'C10',
  kind: 'likes',
  fields: { carried: 'content user creationDate', derived: 'liked', excluded: 'sequenceNumber' },
  join: hanging('content'),
  isOwned: true,
})

/** Likes on everything that is taken. One person likes a thing once. */
export const likes: ClassFamily = {
  classes: [like],
  readings: [
    recordOfEach({
      of: like,
      stream: 'likes',
      rows: rowsHanging(like.name, ' AND o.root_n IS NOT NULL'),
      isWanted: hangsOnCarried,
      record(context, { record: on }, object) {
        const by = personOf(context, object, 'user')
        if (by === undefined) return { lost: 'PERSON_MISSING', what: `A like on ${on}` }
        const at = context.times.instant(textOf(object, 'creationDate'))
        return present<Like>({ id: `like:${on}/${by}`, on, by, at })
      },
    }),
  ],
}
