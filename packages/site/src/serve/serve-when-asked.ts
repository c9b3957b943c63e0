import { openSite } from '../store/open-site.js'
import type { serveSite as serve } from './serve-site.js'

/** `serveSite`, whose server and pages are loaded only when somebody asks for them: most commands never do. */
export async function serveSite(...options: Parameters<typeof serve>): ReturnType<typeof serve> {
  const { serveSite: begin } = await import('./serve-site.js')
  return await begin(...options)
}

/**
 * Opens the site in a folder and serves it, to be embedded in another program: closing it closes both. Clients of the
 * REST API may write if it is `writable`, and then nobody else does. Throws what `openSite` and `serveSite` throw.
 */
export async function startSite(
  dir: string,
  options: Parameters<typeof serve>[1] & { readonly writable?: boolean },
): ReturnType<typeof serve> {
  const site = await openSite(dir, { mode: options.writable === true ? 'write' : 'read' })
  try {
    const served = await serveSite(site, options)
    return {
      url: served.url,
      close: async () => {
        await served.close()
        await site[Symbol.asyncDispose]()
      },
    }
  } catch (error) {
    await site[Symbol.asyncDispose]()
    throw error
  }
}
