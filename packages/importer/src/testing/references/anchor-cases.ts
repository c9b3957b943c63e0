type Row = readonly [row: string, before: string, outcome: string, after?: string]

/** Places on pages: in the form of the older editor they hold the title of their page. */
export const anchorCases: readonly Row[] = [
  ['ac:link', '<ac:link ac:anchor="Top"><ac:link-body>x</ac:link-body></ac:link>', 'unchanged'],
  [
    'ac:link',
    '<ac:link ac:anchor="Oldtitle-Some-Heading" ac:tooltip="t"><ri:page ri:content-title="Old title"/></ac:link>',
    'rewritten rewritten',
    '<ac:link ac:anchor="Newtitle-Some-Heading" ac:tooltip="t"><ri:page ri:content-title="New title"/></ac:link>',
  ],
  [
    'ac:link',
    '<ac:link ac:anchor="Some-Heading"><ri:page ri:content-title="Old title"/></ac:link>',
    'unchanged rewritten',
    '<ac:link ac:anchor="Some-Heading"><ri:page ri:content-title="New title"/></ac:link>',
  ],
  [
    'a href',
    '<a href="/display/DOC/Old+title#Oldtitle-Gr%C3%B6%C3%9Fe.1">x</a>',
    'rewritten',
    '<a href="/pages/99942#Newtitle-Gr%C3%B6%C3%9Fe.1">x</a>',
  ],
  ['a href', '<a href="#Home-x">x</a><a href="mailto:a@b.example">y</a>', 'unchanged unchanged'],
]
