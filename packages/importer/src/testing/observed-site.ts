import { streamNames } from '@spacecrate/format'
import { mayReadContent, mayReadSpace, type Site } from '@spacecrate/site'
import { siteDestination } from '../destinations/site/site-destination.js'
import { editSite } from './edit-site.js'
import type { Observed } from './memory-destination.js'

/** An embedded site as a destination that a test looks into. */
export function observeSite(site: Site): Observed {
  const { store } = site
  return {
    destination: siteDestination(site),
    *rows() {
      for (const stream of streamNames) {
        for (const record of store.list(stream)) {
          const madeOf = store.provenanceOf(record.id)?.record
          yield { stream, record, ...(madeOf === undefined ? {} : { madeOf }) }
        }
      }
    },
    mayRead: (person, content) => mayReadContent(store, person, content),
    mayReadSpace: (person, space) => mayReadSpace(store, person, space),
    add: (stream, record) => void store.transaction(() => store.insert(stream, record)),
    edit: (stream, id, fields) => editSite(site.dir, stream, id, fields),
  }
}
