import { join } from 'node:path'
import type { Archive } from '@spacecrate/format'
import { type ImportSummary, openSiteDestination, runImport } from '@spacecrate/importer'
import { createSite } from '@spacecrate/site'

/** Imports an archive into a new site in the folder, or plans it only. */
export async function importInto(dir: string, archive: Archive, planOnly: boolean): Promise<ImportSummary> {
  const site = join(dir, 'site')
  await (await createSite(site, { name: 'Copy' }))[Symbol.asyncDispose]()
  await using destination = await openSiteDestination(site, { mode: planOnly ? 'read' : 'write' })
  return await runImport({ archive, destination, workDir: join(dir, 'work'), planOnly })
}
