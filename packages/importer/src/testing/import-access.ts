import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Archive } from '@spacecrate/format'
import { anonymous, createSite, mayReadContent, mayReadSpace, type Site } from '@spacecrate/site'
import type { AccessSummary, PlaceAccess } from '../plan/access-summary.js'
import { siteDestination } from '../destinations/site/site-destination.js'
import type { ImportPolicies } from '../policies.js'
import { runImport } from '../import/run-import.js'
import { type AccessWorld, insertStanding } from './access-world.js'
import { type ArchiveParts, buildArchive } from './build-archive.js'
import { decide } from './mapping-files.js'

/** What an import said, and the site that it went to. */
export interface Imported {
  readonly access: AccessSummary
  readonly places: readonly PlaceAccess[]
  readonly site: Site
  readonly archive: Archive
  readonly workDir: string
}

let number = 0

/** Imports into a new site in a folder of its own, which `work` may look into. */
export async function withImport(
  dir: string,
  { records, there = [], ...rest }: Partial<AccessWorld> & ArchiveParts,
  work: (imported: Imported) => void | Promise<void>,
  policies: Partial<ImportPolicies> = {},
  people: Readonly<Record<string, string>> = {},
): Promise<void> {
  const own = join(dir, String(++number))
  await using archive = await buildArchive(dir, { ...rest, records, id: `archive-${number}` })
  await using site = await createSite(join(own, 'site'), { name: 'Destination' })
  insertStanding(site.store, there)
  const planDir = join(own, 'plan')
  const workDir = join(own, 'work')
  if (Object.keys(people).length > 0) await decide(planDir, 'people', people)
  const { plan } = await runImport({ archive, destination: siteDestination(site), workDir, planDir, policies })
  if (plan.access === undefined) throw new Error('The plan says nothing of access')
  const lines = (await readFile(join(planDir, plan.access.file), 'utf8')).split('\n').filter((line) => line !== '')
  await work({
    archive,
    workDir,
    access: plan.access,
    places: lines.map((line): PlaceAccess => JSON.parse(line)),
    site,
  })
}

/**
 * Who may read a place at the site, by archive id; by id of the site for those who are only there.
 *
 * @param standing what stands for a place that no import made
 */
export function readersAt(
  { store }: Site,
  { place, kind }: PlaceAccess,
  records: AccessWorld['records'],
  standing: Readonly<Record<string, string>> = {},
): string[] {
  const target = standing[place] ?? targetOf(store, place) ?? ''
  const may = (visitor: string): boolean =>
    kind === 'space' ? mayReadSpace(store, visitor, target) : mayReadContent(store, visitor, target)
  const ids = (records.people ?? []).map(({ id }) => id)
  const targets = new Map(ids.map((id) => [id, targetOf(store, id) ?? `person:there-${id.slice('person:p'.length)}`]))
  const taken = new Set([...targets.values(), store.identity.administrator])
  const strangers = [...store.list('people')].map(({ id }) => id).filter((id) => !taken.has(id))
  return [...ids.filter((id) => may(targets.get(id) ?? '')), ...strangers.filter(may)].sort()
}

/** True for the id of somebody who is only at the destination, of a generated world. */
export const isStranger = (id: string): boolean => /^person:there-[56]$/.test(id)

/** Public places were public before: an import gives nothing to strangers there. */
export function isPublic({ store }: Site, { place, kind }: PlaceAccess): boolean {
  const target = targetOf(store, place) ?? ''
  return kind === 'space' ? mayReadSpace(store, anonymous, target) : mayReadContent(store, anonymous, target)
}

/** What an import made of a record. */
export function targetOf(store: Site['store'], record: string): string | undefined {
  return store.findByProvenance('source-1', record)
}
