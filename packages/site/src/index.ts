export {}
export type { Provenance, Site, SiteIdentity, SiteStore } from './store/site.js'

// Rendering of bodies
export { markerId } from './render/anchors.js'
export { contentStyles } from './render/content-styles.js'
export type {
  AttachedFile,
  AttachmentSays,
  ContentSays,
  LinkTarget,
  RenderContext,
  UserSays,
} from './render/context.js'
export { renderBody } from './render/render-body.js'
export type { RenderableBody } from './render/render-body.js'
export { renderStorage } from './render/render-storage.js'
