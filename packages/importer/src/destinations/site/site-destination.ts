import { DiskError } from '@spacecrate/disk'
import { type StreamName, streamNames, type StreamRecords } from '@spacecrate/format'
import { macroNames, openSite, type Site, siteAddress, SiteError } from '@spacecrate/site'
import type {
  Counterpart,
  Destination,
  DestinationDescription,
  DestinationLimits,
  DestinationReader,
  Outcome,
  Step,
  StepContext,
  StepRecord,
} from '../../destination.js'
import { ImportError } from '../../error.js'
import { applySteps } from './apply-steps.js'
import { findCounterparts } from './find-counterpart.js'
import { siteReader } from './read-site.js'
import { reserveId } from './reserve-id.js'
import { storeBlobs } from './store-blobs.js'

/** Options of `openSiteDestination`. */
export interface SiteDestinationOptions {
  /** `read` is enough for a plan. @default 'write' */
  readonly mode?: 'read' | 'write'
}

/**
 * Opens the embedded site in a folder as a destination; disposing it closes the site. Throws `DESTINATION_NOT_A_SITE`,
 * `DESTINATION_IN_USE`.
 */
export async function openSiteDestination(dir: string, options: SiteDestinationOptions = {}): Promise<Destination> {
  const { mode = 'write' } = options
  const site = await explained(dir, () => openSite(dir, { mode }))
  return new SiteDestination(site, true)
}

/** A site that is open already, as a destination; it stays open. */
export function siteDestination(site: Site): Destination {
  return new SiteDestination(site, false)
}

/** One writer at a time is what SQLite has, and a large transaction costs little more than a small one. */
const limits: DestinationLimits = {
  titleLength: 255,
  uniqueTitles: true,
  macros: macroNames,
  batch: 1_000,
  concurrency: 1,
}

/** The embedded site holds records in the shape of the archive, so nothing is lost on the way into it. */
class SiteDestination implements Destination {
  readonly #site: Site
  readonly #closes: boolean

  readonly reader: DestinationReader

  constructor(site: Site, closes: boolean) {
    this.#site = site
    this.#closes = closes
    this.reader = siteReader(site.store)
  }

  addressOf<Name extends StreamName>(stream: Name, record: StreamRecords[Name]): string | undefined {
    return siteAddress(stream, record)
  }

  async describe(): Promise<DestinationDescription> {
    const { siteId, name, administrator } = this.#site.store.identity
    const supports = new Set(streamNames)
    return { siteId, name, product: 'embedded', supports, actingAs: administrator, limits, urls: { style: 'embedded' } }
  }

  async find(source: string, records: readonly StepRecord[]): Promise<readonly (Counterpart | undefined)[]> {
    return explained(this.#site.dir, () => findCounterparts(this.#site.store, source, records))
  }

  async reserve(records: readonly StepRecord[]): Promise<readonly string[]> {
    const { store } = this.#site
    return explained(this.#site.dir, () => store.transaction(() => records.map((item) => reserveId(store, item))))
  }

  async apply(steps: readonly Step[], context: StepContext): Promise<readonly Outcome[]> {
    const { store, dir } = this.#site
    // Storing a file would make the folder again.
    if (!this.#site.isInPlace()) throw gone(dir)
    try {
      const outcomes = await explained(dir, async () => {
        await storeBlobs(store, steps, context)
        return store.transaction(() => applySteps(store, steps, context))
      })
      if (this.#site.isInPlace()) return outcomes
    } catch (error) {
      if (this.#site.isInPlace()) throw error
      throw gone(dir, error)
    }
    throw gone(dir)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#closes) await this.#site[Symbol.asyncDispose]()
  }
}

/** Errors of the site in the words of a destination. */
async function explained<Result>(dir: string, work: () => Result | Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    throw error instanceof SiteError ? translateError(dir, error) : error
  }
}

/** Files that are open can be written to when nobody finds them any more: that must not pass for an import. */
function gone(path: string, cause?: unknown): ImportError<'DESTINATION_GONE'> {
  const message = `The site ${path} was moved, removed or replaced while the import ran`
  return new ImportError('DESTINATION_GONE', message, { path }, { cause })
}

const notSites: ReadonlySet<string> = new Set(['SITE_NOT_FOUND', 'SITE_NEWER', 'SITE_INVALID'])

function translateError(path: string, error: SiteError): Error {
  const problem = error.message
  const options = { cause: error }
  if (error.code === 'SITE_IN_USE') return new ImportError('DESTINATION_IN_USE', problem, { path }, options)
  if (error.code === 'SITE_FULL') return new DiskError('DISK_FULL', problem, { path }, options)
  return notSites.has(error.code)
    ? new ImportError('DESTINATION_NOT_A_SITE', problem, { path, problem }, options)
    : new ImportError('DESTINATION_FAILED', problem, { problem }, options)
}
