import type { PlanSummary } from '@spacecrate/importer'

/** A host that may be the source, and how many URLs in texts lead to it. */
export interface LikelyHost {
  readonly host: string
  readonly count: number
}

/**
 * Hosts whose URLs look like those of a Confluence, as long as the address of the source is unknown: the person who plans
 * is asked, and nothing is guessed.
 */
export function likelyHosts({ sourceUrls, hosts, survey }: PlanSummary): readonly LikelyHost[] {
  if (sourceUrls.length > 0 || survey === undefined) return []
  const decided = new Set(hosts.map(({ host }) => host))
  return survey.hosts
    .filter(({ host, kind }) => kind === 'likely' && !decided.has(host))
    .map(({ host, count }) => ({ host, count }))
}
