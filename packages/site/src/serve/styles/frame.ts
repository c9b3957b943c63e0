/** The frame of every page: colours, bar, side, trail. */
export const frameStyles: string = `
:root {
  --ink: #1d2733; --strong: #111a24; --muted: #5d6b7a; --line: #dce1e7; --soft: #f5f7f9; --paper: #fff;
  --accent: #0b5cad; --accent-soft: #e9f1fa; --wide: 92rem;
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "Liberation Sans", Arial, sans-serif;
  --mono: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace;
}
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { display: flex; flex-direction: column; min-height: 100vh; margin: 0; color: var(--ink); background: var(--paper); font: 1rem/1.6 var(--sans); overflow-wrap: anywhere; }
h1, h2, h3 { color: var(--strong); line-height: 1.25; letter-spacing: -0.012em; font-weight: 650; }
h1 { font-size: clamp(1.6rem, 1.2rem + 1.6vw, 2.15rem); margin: 0; }
h2 { font-size: 1.25rem; margin: 0 0 0.9rem; }
h3 { font-size: 1rem; margin: 0 0 0.3rem; }
p { margin: 0 0 0.8rem; }
a { color: var(--accent); text-decoration: none; }
a:hover { text-decoration: underline; }
a:focus-visible, button:focus-visible, input:focus-visible, summary:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
code { font: 0.9em var(--mono); }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: -100vw; top: 0.5rem; background: var(--paper); padding: 0.4rem 0.8rem; z-index: 2; }
.skip:focus { left: 0.5rem; }
.top {
  display: flex; flex-wrap: wrap; align-items: center; gap: 0.4rem 1.75rem; padding: 0.65rem clamp(1rem, 3vw, 2rem);
  border-bottom: 1px solid var(--line); background: var(--paper);
}
.brand { font-weight: 700; color: var(--strong); font-size: 1.05rem; letter-spacing: -0.01em; }
.brand::before {
  content: ""; display: inline-block; width: 0.72em; height: 0.72em; margin-inline-end: 0.55em; border-radius: 0.2em; background: var(--accent);
}
.areas { display: flex; flex-wrap: wrap; gap: 0.2rem 1.25rem; font-size: 0.94rem; }
.areas a { color: var(--ink); }
.search { display: flex; gap: 0.4rem; margin-inline-start: auto; min-width: 0; }
.search input {
  font: inherit; font-size: 0.94rem; min-width: 0; width: 15rem; padding: 0.32rem 0.75rem; color: inherit; border: 1px solid var(--line); border-radius: 7px; background: var(--soft);
}
.search button {
  font: inherit; font-size: 0.94rem; padding: 0.32rem 0.85rem; border: 1px solid var(--line); border-radius: 7px; background: var(--paper); color: var(--ink); cursor: pointer;
}
.search button:hover { background: var(--soft); }
.frame { flex: 1; width: 100%; max-width: 68rem; margin: 0 auto; }
.frame.with-side { max-width: var(--wide); display: grid; grid-template-columns: minmax(13rem, 19rem) minmax(0, 1fr); align-items: stretch; margin: 0; }
main { padding: clamp(1.25rem, 3vw, 2.4rem) clamp(1rem, 4vw, 3.5rem) 4rem; min-width: 0; }
.with-side > main { grid-column: 2; grid-row: 1; max-width: 66rem; }
.side { grid-column: 1; grid-row: 1; border-inline-end: 1px solid var(--line); background: var(--soft); padding: 1.6rem 1.1rem 3rem 1.5rem; font-size: 0.92rem; min-width: 0; }
.side-head { font-weight: 650; margin: 0 0 0.8rem; }
.side-head a { color: var(--strong); }
.foot { border-top: 1px solid var(--line); padding: 0.9rem clamp(1rem, 3vw, 2rem); color: var(--muted); font-size: 0.84rem; }
.foot:empty { display: none; }
.trail { font-size: 0.9rem; margin-bottom: 1.1rem; }
.trail ol { list-style: none; display: flex; flex-wrap: wrap; gap: 0.15rem 0; margin: 0; padding: 0; }
.trail li { min-width: 0; }
.trail li:not(:last-child)::after { content: "/"; color: #a3afbc; margin: 0 0.55em; }
.trail a { color: var(--muted); }
.tree ul { list-style: none; margin: 0; padding-inline-start: 0.95rem; }
.tree > ul { padding: 0; }
.tree li { margin: 0.1rem 0; line-height: 1.45; position: relative; }
.tree li > a, .tree summary > a { display: inline-block; padding: 0.16rem 0.4rem; border-radius: 5px; color: var(--ink); max-width: calc(100% - 0.85rem); vertical-align: top; overflow-wrap: anywhere; }
.tree li > a:hover, .tree summary > a:hover { background: var(--accent-soft); text-decoration: none; }
.tree a[aria-current="page"] { background: var(--accent-soft); color: var(--accent); font-weight: 600; }
.tree .mark { display: inline-block; line-height: 2.4; width: 0.85rem; color: #8b99a8; font-size: 0.72em; text-align: center; }
.tree .has-more::before { content: "▸"; }
.tree .on-way::before { content: "▾"; color: #8b99a8; font-size: 0.72em; position: absolute; left: 0; top: 0.42rem; width: 0.85rem; text-align: center; }
.tree .on-way > a { margin-inline-start: 0.85rem; }
.tree .rest { padding-inline-start: 0.85rem; }
.tree .rest a { color: var(--muted); font-size: 0.93em; }
.no-link { display: inline-block; padding: 0.16rem 0.4rem; color: var(--muted); }
.shortcuts { margin-bottom: 0.9rem; padding-bottom: 0.7rem; border-bottom: 1px solid var(--line); }
.open-tree summary { list-style: none; cursor: pointer; }
.open-tree summary::-webkit-details-marker { display: none; }
.open-tree summary::before { content: "▸"; display: inline-block; width: 0.85rem; color: #8b99a8; font-size: 0.72em; text-align: center; }
.open-tree details[open] > summary::before { content: "▾"; }
@media (max-width: 60rem) {
  .frame.with-side { display: block; }
  .side { border: 0; border-top: 1px solid var(--line); padding: 1.4rem clamp(1rem, 4vw, 3.5rem); }
}
@media (max-width: 34rem) {
  .search { flex: 1 1 100%; margin: 0.3rem 0 0; }
  .search input { flex: 1; width: auto; }
}
@media print {
  .top, .side, .foot, .skip, .tabs, .more, .steps { display: none !important; }
  .frame, .frame.with-side { display: block; max-width: none; }
  main { padding: 0; max-width: none; }
  body { display: block; font-size: 10.5pt; }
  a { color: inherit; }
}
`
