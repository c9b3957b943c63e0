import path from 'node:path'
import { root } from './run-command.js'

/** Definitions of the site that has every row several times. */
export const fullSite: string = path.join(root, 'fixtures/sites/full')

/** The addresses that it was known by. */
export const fullSiteUrls: readonly string[] = ['https://skerry.example/wiki', 'https://wiki.skerry.example/confluence']

/** Definitions of the one for quick tests. */
export const smallSite: string = path.join(root, 'fixtures/sites/small')

/** Everything that an import may be allowed to change at a site at large. */
export const allowEverything: readonly string[] = [
  '--allow',
  'members,space-permissions,site-permissions,site-templates,site-settings',
]
