import { boxStyles } from './styles/boxes.js'
import { layoutStyles } from './styles/layout.js'
import { textStyles } from './styles/text.js'

/** The style sheet of rendered content. All of its rules are inside `.rendered`. */
export const contentStyles: string = textStyles + boxStyles + layoutStyles
