/** One object of a backup round the given content. */
export const objectXml = (content: string): string => `<object class="Page" package="com.example">${content}</object>`

/** One object with one property `a`, whose content begins at `contentStart`. */
export const propertyXml = (content: string): string => objectXml(`<property name="a">${content}</property>`)

export const contentStart: number = propertyXml('').indexOf('</property>')
