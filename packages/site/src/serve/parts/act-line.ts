import type { Act } from '@spacecrate/format'
import { type Html, html } from '../html.js'
import type { Visit } from '../visit.js'
import { personLink, time } from '../words.js'

/** Who did something and when, as far as the source knew. */
export function actLine(visit: Visit, act: Act | undefined): Html | undefined {
  if (act === undefined || (act.by === undefined && act.at === undefined)) return undefined
  const { by, at } = act
  return html`${by !== undefined && personLink(visit, by)}${by !== undefined && at !== undefined && ', '}${at !== undefined && time(at)}`
}
