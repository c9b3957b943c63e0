/** Text, headings, lists, tables and links. */
export const textStyles: string = `
.rendered {
  --c-text: #1d2733; --c-muted: #5d6b7a; --c-line: #dce1e7; --c-soft: #f5f7f9; --c-link: #0b5cad;
  --c-mono: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace;
  color: var(--c-text); font-size: 1rem; line-height: 1.65; overflow-wrap: anywhere;
}
.rendered::after { content: ""; display: block; clear: both; }
.rendered > :first-child { margin-top: 0; }
.rendered p, .rendered .c-paragraph { margin: 0 0 0.9em; }
.rendered h1, .rendered h2, .rendered h3, .rendered h4, .rendered h5, .rendered h6 {
  line-height: 1.3; font-weight: 650; letter-spacing: -0.01em; margin: 1.7em 0 0.55em; color: #111a24; scroll-margin-top: 1.5rem;
}
.rendered h1 { font-size: 1.65rem; }
.rendered h2 { font-size: 1.35rem; }
.rendered h3 { font-size: 1.15rem; }
.rendered h4 { font-size: 1rem; }
.rendered h5, .rendered h6 { font-size: 0.92rem; color: var(--c-muted); }
.rendered a { color: var(--c-link); text-decoration: none; }
.rendered a:hover, .rendered a:focus-visible { text-decoration: underline; text-underline-offset: 0.15em; }
.rendered a[rel]::after { content: " ↗"; font-size: 0.75em; color: var(--c-muted); }
.rendered ul, .rendered ol { margin: 0 0 0.9em; padding-inline-start: 1.6em; }
.rendered li { margin: 0.2em 0; }
.rendered li > p:last-child, .rendered td > p:last-child, .rendered th > p:last-child { margin-bottom: 0; }
.rendered li > p { margin-bottom: 0.35em; }
.rendered hr { border: 0; border-top: 1px solid var(--c-line); margin: 1.8em 0; }
.rendered blockquote {
  margin: 0 0 0.9em; padding: 0.1em 0 0.1em 1.1em; border-inline-start: 3px solid #c6ced8; color: #445161;
}
.rendered blockquote > :last-child { margin-bottom: 0; }
.rendered code, .rendered kbd, .rendered samp {
  font-family: var(--c-mono); font-size: 0.875em; background: #eef1f4; border-radius: 4px; padding: 0.12em 0.35em;
}
.rendered small, .rendered sub, .rendered sup { line-height: 1; }
.rendered mark { background: #fff1b8; color: inherit; padding: 0.05em 0; }
.rendered mark.inline-comment { background: #fff4cc; border-bottom: 2px solid #e6b800; scroll-margin-top: 4rem; }
.rendered mark.inline-comment:target { background: #ffe58a; outline: 2px solid #e6b800; }
.rendered :target { scroll-margin-top: 4rem; }
.rendered .c-table { overflow-x: auto; margin: 0 0 1.1em; }
.rendered table { border-collapse: collapse; font-size: 0.95em; line-height: 1.5; }
.rendered th, .rendered td { border: 1px solid var(--c-line); padding: 0.5em 0.75em; text-align: start; vertical-align: top; min-width: 2.5em; }
.rendered th { background: var(--c-soft); font-weight: 600; }
.rendered th, .rendered td { overflow-wrap: break-word; }
.rendered td > :first-child, .rendered th > :first-child { margin-top: 0; }
.rendered td > :last-child, .rendered th > :last-child { margin-bottom: 0; }
.rendered td p, .rendered th p { margin-bottom: 0.4em; }
.rendered caption, .rendered figcaption { color: var(--c-muted); font-size: 0.875em; }
.rendered dt { font-weight: 600; }
.rendered dd { margin: 0 0 0.5em 1.5em; }
.rendered .c-big { font-size: 1.15em; }
.rendered .c-bold { font-weight: 650; }
.rendered .c-italic { font-style: italic; }
.rendered .c-underline { text-decoration: underline; }
.rendered .c-strike { text-decoration: line-through; }
.rendered .c-align-left { text-align: left; }
.rendered .c-align-right { text-align: right; }
.rendered .c-align-center { text-align: center; }
.rendered .c-align-right ul, .rendered .c-align-right ol, .rendered .c-align-center ul, .rendered .c-align-center ol,
.rendered ul.c-align-right, .rendered ul.c-align-center { list-style-position: inside; padding-inline-start: 0; }
.rendered .c-align-justify { text-align: justify; }
${[1, 2, 3, 4, 5, 6].map((step) => `.rendered .c-indent-${step} { margin-inline-start: ${step * 1.9}em; }`).join('\n')}
${[
  ['grey', '#68737f', '#eceff2'],
  ['red', '#b3261e', '#fbe3e0'],
  ['orange', '#b4570b', '#fdebd8'],
  ['yellow', '#8a6a00', '#fff3c9'],
  ['green', '#1f7a44', '#dff2e6'],
  ['teal', '#0f7480', '#dbf1f3'],
  ['blue', '#1558b0', '#e0ecfb'],
  ['purple', '#6a3fb5', '#ece5f9'],
  ['pink', '#a8327f', '#f9e2f0'],
]
  .map(
    ([name, ink, fill]) =>
      `.rendered .c-ink-${name} { color: ${ink}; }\n.rendered .c-fill-${name} { background: ${fill}; }`,
  )
  .join('\n')}
`
