export {}
export type { Provenance, Site, SiteIdentity, SiteStore } from './store/site.js'
