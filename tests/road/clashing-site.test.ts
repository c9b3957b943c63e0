import { cpSync } from 'node:fs'
import { isStreamName, streamRules } from '@spacecrate/format'
import { beforeAll, describe, expect, it } from 'vitest'
import { digestsOf, keepLog, readLog } from '../../packages/importer/src/testing/write-log.js'
import { fullSite } from '../testing/fixture-sites.js'
import { createInProcess, exportInProcess, importInProcess } from '../testing/in-process.js'
import { temporaryFolder } from '../testing/places.js'

/**
 * The destination was made of the same definitions: spaces of the same keys, pages of the same titles, people, groups, roles,
 * settings, emoji of the same names. All of it is somebody else's for this import.
 */
describe('an import into a site that has everything already, of every row', () => {
  const place = temporaryFolder()
  const at = (name: string): string => place.at(name)

  beforeAll(async () => {
    await createInProcess(at('source'), fullSite)
    await exportInProcess(at('all.crate.zip'), at('source'), ['--with-app-data'])
    await createInProcess(at('other'), fullSite)
    keepLog(at('other'))
  })

  it.each<readonly [string, readonly string[], readonly string[]]>([
    ['rename', [], []],
    ['skip', [], []],
    // Settings, roles and permissions are added only where nothing of the same is there. Templates may have one name.
    ['rename', ['--allow', 'site-permissions,site-templates,site-settings'], ['templates']],
  ])('with --space-key-exists %s %s changes nothing of it', async (policy, extra, allowed) => {
    const site = at(`${policy}${extra.length}`)
    cpSync(at('other'), site, { recursive: true })
    const before = digestsOf(site)
    expect(before.size).toBeGreaterThan(500)
    const { total } = await importInProcess(site, at('all.crate.zip'), ['--space-key-exists', policy, ...extra])
    expect(total.created > 300).toBe(policy === 'rename')
    const after = digestsOf(site)
    expect([...before].filter(([row, digest]) => after.get(row) !== digest)).toEqual([])

    const was = (table: string, id: string | null): boolean => id !== null && before.has(`${table} ${id}`)
    const log = readLog(site)
    expect(log.length > 300).toBe(policy === 'rename')
    expect(log.filter(({ action, table, id }) => action !== 'INSERT' && was(table, id))).toEqual([])
    // Nor is anything hung on it, but for what only tells of the source, and what was allowed by name.
    const hung = log.filter(({ action, owner }) => action === 'INSERT' && was('rows', owner))
    expect(hung.filter(({ table }) => !isEvidence(table) && !allowed.includes(table))).toEqual([])
  })
})

/** True for the table of a kind that only tells what was at the source. */
function isEvidence(table: string): boolean {
  return isStreamName(table) && 'evidence' in streamRules[table]
}
