const WIDTHS = [10, 20, 30, 40, 50, 60, 70, 80, 90]

/** Columns, pictures, files, generated lists; and what changes on paper. */
export const layoutStyles: string = `
.rendered .c-section { display: flex; flex-wrap: wrap; gap: 1.2em 2em; margin: 0 0 1.1em; }
.rendered .c-cell { flex: 1 1 14em; min-width: 0; }
.rendered .c-cell > :first-child { margin-top: 0; }
.rendered .c-section-single > .c-cell { flex-basis: 100%; }
.rendered .c-section-two-left-sidebar > .c-cell:first-child, .rendered .c-section-two-right-sidebar > .c-cell:last-child,
.rendered .c-section-three-with-sidebars > .c-cell:first-child, .rendered .c-section-three-with-sidebars > .c-cell:last-child { flex: 0 1 26%; }
${WIDTHS.map((width) => `.rendered .c-width-${width} { flex: 0 1 calc(${width}% - 2em); }`).join('\n')}
.rendered .c-image { max-width: 100%; height: auto; border-radius: 4px; vertical-align: middle; }
.rendered .c-border { border: 1px solid var(--c-line); }
.rendered figure { margin: 0 0 1.1em; }
.rendered .c-figure figcaption { margin-top: 0.45em; }
.rendered .c-place-center, .rendered .c-place-wide { text-align: center; }
.rendered .c-place-left { float: left; margin: 0.2em 1.4em 0.8em 0; max-width: 50%; }
.rendered .c-place-right { float: right; margin: 0.2em 0 0.8em 1.4em; max-width: 50%; }
.rendered .c-remote-image {
  display: inline-block; padding: 0.5em 0.8em; border: 1px dashed #b9c4d0; border-radius: 8px; background: #f7f9fb; font-size: 0.875em; max-width: 100%;
}
.rendered .c-remote-note { color: var(--c-muted); }
.rendered .c-remote-note::before { content: "▨ "; }
.rendered .c-file::before { content: "▤"; color: #7d8c9c; margin-inline-end: 0.3em; }
.rendered .c-file-card, .rendered .c-profile {
  display: inline-block; margin: 0 0 1.1em; padding: 0.55em 0.9em; border: 1px solid var(--c-line); border-radius: 8px; background: #fff; max-width: 100%;
}
.rendered .c-gallery { display: grid; grid-template-columns: repeat(auto-fill, minmax(11em, 1fr)); gap: 1em; margin: 0 0 1.1em; }
.rendered .c-gallery figure { margin: 0; }
.rendered .c-gallery-title { font-weight: 600; }
.rendered .c-toc { margin: 0 0 1.4em; padding: 0.8em 1.1em; border-inline-start: 3px solid #c6d4e4; background: #f7f9fc; border-radius: 0 8px 8px 0; }
.rendered .c-toc ul { list-style: none; margin: 0; padding-inline-start: 1.1em; }
.rendered .c-toc > ul { padding: 0; }
.rendered .c-toc li { margin: 0.15em 0; }
.rendered .c-children { list-style: none; padding: 0; }
.rendered .c-children .c-children { margin: 0; padding-inline-start: 1.4em; }
.rendered .c-children li::before { content: "▸"; color: #9aa7b5; margin-inline-end: 0.5em; }
@media (max-width: 40em) {
  .rendered .c-place-left, .rendered .c-place-right { float: none; max-width: 100%; margin-inline: 0; }
}
@media print {
  .rendered { font-size: 10.5pt; line-height: 1.45; }
  .rendered h1, .rendered h2, .rendered h3, .rendered h4 { break-after: avoid; }
  .rendered tr, .rendered figure, .rendered .c-panel, .rendered img { break-inside: avoid; }
  .rendered .c-pre { white-space: pre-wrap; overflow-wrap: anywhere; }
  .rendered .c-table { overflow: visible; }
  .rendered a { color: inherit; text-decoration: underline; text-decoration-color: #b5bfca; }
  .rendered details::details-content { content-visibility: visible; block-size: auto; }
}
`
