import type { serveSite as serve } from './serve-site.js'

/** `serveSite`, whose server and pages are loaded only when somebody asks for them: most commands never do. */
export async function serveSite(...options: Parameters<typeof serve>): ReturnType<typeof serve> {
  const { serveSite: begin } = await import('./serve-site.js')
  return await begin(...options)
}
