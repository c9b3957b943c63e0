/** The style sheet of rendered content: everything inside `.rendered`. */
export const contentStyles: string = `
.rendered { line-height: 1.6; overflow-wrap: anywhere; }
`
