import { join } from 'node:path'
import { createSite, type Site } from '@spacecrate/site'
import type { ImportSummary } from '../import/import-summary.js'
import type { ArchiveParts } from './build-archive.js'
import { ImportTrial } from './import-trial.js'
import { observeSite } from './observed-site.js'

/** A trial with an embedded site to look into and to change. Dispose it. */
export class SiteTrial implements AsyncDisposable {
  readonly site: Site
  readonly trial: ImportTrial

  private constructor(site: Site, trial: ImportTrial) {
    this.site = site
    this.trial = trial
  }

  static async open(): Promise<SiteTrial> {
    const sites: Site[] = []
    const trial = await ImportTrial.open(async (dir) => {
      const made = await createSite(join(dir, 'site'), { name: 'Destination' })
      sites.push(made)
      return observeSite(made)
    })
    const [site] = sites
    if (site === undefined) throw new Error('A trial opens one site')
    return new SiteTrial(site, trial)
  }

  /** Plans, changes the destination, and applies. */
  async changeBetween(parts: ArchiveParts, change: () => void): Promise<ImportSummary> {
    await this.trial.plan(parts)
    change()
    return await this.trial.apply(parts)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.site[Symbol.asyncDispose]()
    await this.trial[Symbol.asyncDispose]()
  }
}
