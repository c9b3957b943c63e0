import type { Descriptor } from '@spacecrate/confluence'
import type { Part } from './part.js'

/**
 * The descriptor of a source. That of a set says of each thing what the first export says that says it; its spaces are
 * those of all, and it is one of a whole site if any of them is.
 */
export function descriptorOf(parts: readonly Part[]): Descriptor | undefined {
  const all = parts.flatMap(({ descriptor }) => descriptor ?? [])
  const [first, ...others] = all
  if (first === undefined || others.length === 0) return first
  const said = <Name extends keyof Descriptor>(name: Name): Descriptor[Name] | undefined =>
    all.map((one) => one[name]).find((value) => value !== undefined)
  const isSite = all.some(({ spaceKeys, exportType }) => spaceKeys.length === 0 && exportType === 'all')
  const counts = parts.map(({ descriptor }) => descriptor?.objectsCount)
  return {
    ...first,
    exportType: isSite ? 'all' : said('exportType'),
    spaceKeys: isSite ? [] : [...new Set(all.flatMap(({ spaceKeys }) => spaceKeys))],
    version: said('version'),
    buildNumber: said('buildNumber'),
    createdByBuildNumber: said('createdByBuildNumber'),
    source: said('source'),
    timezoneId: said('timezoneId'),
    zoneOfComment: said('zoneOfComment'),
    backupAttachments: all.every(({ backupAttachments }) => backupAttachments === false) ? false : undefined,
    objectsCount: counts.reduce(
      (sum: number | undefined, count) => (sum === undefined || count === undefined ? undefined : sum + count),
      0,
    ),
    properties: new Map(all.toReversed().flatMap(({ properties }) => [...properties])),
  }
}
