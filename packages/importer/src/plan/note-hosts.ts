import type { Decisions } from '../mapping/decisions.js'
import type { SourceIndex } from '../references/source-index.js'
import type { SurveyedHost } from '../survey/survey-summary.js'

/** Tells what hosts of URLs are, as far as somebody said it: on the command line, or in the mapping files. */
export function noteHosts(sources: SourceIndex, sourceUrls: readonly string[], decisions: Decisions): void {
  for (const url of sourceUrls) if (URL.canParse(url)) sources.addHost(new URL(url).host, 'source')
  for (const { id } of decisions.decided('hosts')) {
    const decision = decisions.of('hosts', id)
    if (decision?.word === 'source') sources.addHost(id, 'source')
    if (decision?.word === 'to') sources.addHost(id, { goesTo: new URL(decision.url).host })
  }
}

/** The rows of the hosts about which somebody should decide; others are nobody's business. */
export function addHostRows(hosts: readonly SurveyedHost[], decisions: Decisions): void {
  decisions.transaction(() => {
    for (const { host, count, sample, kind } of hosts) {
      if (kind === 'other') continue
      const proposed = kind === 'source' ? 'source' : ''
      decisions.addRow('hosts', { id: host, is: { kind }, occurrences: count, sample, proposed })
    }
  })
}
