import type { StreamKind } from './stream-kind.js'

/** A template of the site at large is one for everybody. */
export const templates: StreamKind<'templates'> = {
  siteChange: { change: 'site-templates', why: 'every space of the destination would see it' },
}
