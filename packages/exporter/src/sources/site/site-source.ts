import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { openDatabase } from '@spacecrate/disk'
import { type Manifest, siteId as siteRecordId, type SourceAccount } from '@spacecrate/format'
import { openSite, type Site } from '@spacecrate/site'
import type { Selection } from '../../selection.js'
import type { Assessment, CallOptions, OpenSource, Source, SourceItem } from '../../source.js'
import { SourceError } from '../../source-error.js'
import { Mentions } from './mentions.js'
import { selectSiteSpaces } from './select-site-spaces.js'
import { SiteWalk } from './site-walk.js'

/** Options of `siteSource`. */
export interface SiteSourceOptions {
  /** The folder of the embedded site. */
  readonly dir: string
  /** Base URLs under which it is known, beside those that its own record names. */
  readonly sourceUrls?: readonly string[]
}

/**
 * The embedded site as a source. Its rows are records already, so they are walked from owner to owner and passed on; the
 * numbers that the store counts by itself are the second road to the sums.
 */
export function siteSource(options: SiteSourceOptions): OpenSource {
  return async (scratch) => new SiteSource(options, scratch, await openSite(options.dir, { mode: 'read' }))
}

class SiteSource implements Source {
  readonly #options: SiteSourceOptions
  readonly #site: Site
  readonly #scratch: string
  #spaces: ReadonlySet<string> | undefined
  #accounts: readonly SourceAccount[] | undefined

  constructor(options: SiteSourceOptions, scratch: string, site: Site) {
    this.#options = options
    this.#scratch = scratch
    this.#site = site
  }

  async assess(selection: Selection): Promise<Assessment> {
    if (this.#spaces) throw misused('assess is called once')
    const { store } = this.#site
    const selected = selectSiteSpaces(store, selection)
    this.#spaces = new Set(selected.map(({ id }) => id))
    return {
      spaces: selected.map(({ id: _id, ...choice }) => choice),
      limits: [],
      consistency: { kind: 'live' },
      fingerprint: store.identity.siteId,
    }
  }

  identity(): Manifest['source'] {
    const { siteId, name } = this.#site.store.identity
    const own = this.#site.store.get('site', siteRecordId)?.baseUrls ?? []
    const baseUrls = [...new Set([...(this.#options.sourceUrls ?? []), ...own])]
    return { adapter: 'site', product: 'embedded', siteId, name, baseUrls }
  }

  async *read(
    selection: Selection,
    done: (id: string) => boolean,
    options: CallOptions = {},
  ): AsyncGenerator<SourceItem> {
    if (!this.#spaces) throw misused('assess is called first')
    const path = join(this.#scratch, 'mentions.sqlite')
    // A run that broke off leaves it in any state.
    await rm(path, { force: true })
    const db = openDatabase(path, { journal_mode: 'OFF', synchronous: 'OFF' })
    try {
      const mentions = new Mentions(db)
      const walk = new SiteWalk({ store: this.#site.store, selection, spaces: this.#spaces, mentions, done })
      for await (const item of walk.items()) {
        options.signal?.throwIfAborted()
        yield item
      }
      this.#accounts = walk.accounts()
    } finally {
      db.close()
    }
  }

  accounts(): readonly SourceAccount[] {
    if (!this.#accounts) throw misused('accounts is called after read came to its end')
    return this.#accounts
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#site[Symbol.asyncDispose]()
  }
}

function misused(rule: string): SourceError<'SOURCE_MISUSED'> {
  return new SourceError('SOURCE_MISUSED', `The methods of a source have an order: ${rule}`, { rule })
}
