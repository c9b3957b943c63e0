import { contentStyles } from '../render/content-styles.js'
import { frameStyles } from './styles/frame.js'
import { partStyles } from './styles/parts.js'

/** The one style sheet of a site: the frame, the parts of its pages, and rendered bodies. */
export const siteStyles: string = frameStyles + partStyles + contentStyles
