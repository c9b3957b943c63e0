/** What pages are made of: heads, facts, badges, tables, cards, comments. */
export const partStyles: string = `
.head { margin-bottom: 0.7rem; }
.over { color: var(--muted); font-size: 0.88rem; margin: 0 0 0.2rem; }
.facts { color: var(--muted); font-size: 0.9rem; margin: 0 0 0.6rem; }
.dot { color: #b3bdc8; }
.facts > a { white-space: nowrap; }
.quiet, .kind { color: var(--muted); }
.kind { font-size: 0.82em; white-space: nowrap; }
.empty { color: var(--muted); padding: 1.6rem 0; }
.plain { white-space: pre-line; }
.note { color: var(--muted); font-style: italic; }
.count { color: var(--muted); font-weight: 500; font-size: 0.85em; font-variant-numeric: tabular-nums; }
main > section, main > details { margin-top: 2.6rem; }
main > section > h2 { padding-bottom: 0.45rem; border-bottom: 1px solid var(--line); }
.sheet { margin: 1.6rem 0 1.2rem; }
.badge {
  display: inline-block; vertical-align: middle; font-size: 0.74rem; font-weight: 600; line-height: 1.5; letter-spacing: 0.01em; padding: 0.05rem 0.5rem; border-radius: 4px; background: #e9edf1; color: #44515f; white-space: nowrap;
}
h1 .badge { margin-inline-start: 0.35rem; }
.badge-grey { background: #e4e8ec; color: #44515f; }
.badge-red { background: #fbe0dc; color: #9c2a1f; }
.badge-orange { background: #fde9d9; color: #8a4510; }
.badge-yellow { background: #fff0c2; color: #7a5900; }
.badge-green { background: #dcf2e4; color: #1c693b; }
.badge-teal { background: #d9f1f2; color: #14606a; }
.badge-blue { background: #dfebfb; color: #174f9a; }
.badge-purple { background: #ebe4f8; color: #5b37a0; }
.badge-pink { background: #fbe2ee; color: #94275f; }
.badge-link-on { background: #fde9d9; color: #8a4510; }
.badge-link-blocked { background: #fbe0dc; color: #9c2a1f; }
.emoji { font-family: "Apple Color Emoji", "Segoe UI Emoji", "Noto Color Emoji", sans-serif; }
img.own-emoji { height: 1.2em; width: auto; max-width: 4em; vertical-align: -0.22em; border-radius: 3px; }
.large-emoji { height: 2.2rem; width: auto; max-width: 6rem; }
.cover-picture { display: block; width: 100%; height: clamp(7rem, 18vw, 12rem); object-fit: cover; border-radius: 10px; margin-bottom: 1.2rem; background: var(--soft); }
.cover-top { object-position: top; }
.cover-bottom { object-position: bottom; }
.cover-note { border: 1px dashed #b9c4d0; border-radius: 8px; padding: 0.7rem 1rem; color: var(--muted); font-size: 0.9rem; }
.preview { max-width: min(100%, 16rem); max-height: 8rem; border: 1px solid var(--line); border-radius: 6px; background: var(--soft); }
.swatch { vertical-align: -0.15em; border-radius: 3px; outline: 1px solid rgb(0 0 0 / 12%); }
.swatches { display: flex; flex-wrap: wrap; gap: 0.2rem 0.9rem; margin: 0 0 0.4rem; font-size: 0.88rem; }
.colour { white-space: nowrap; }
.badge-trashed, .badge-missing { background: #fbe0dc; color: #9c2a1f; }
.badge-archived { background: #ebe4f8; color: #5b37a0; }
.badge-draft, .badge-reopened, .badge-dangling { background: #fff0c2; color: #7a5900; }
.badge-lock { background: #fde9d9; color: #8a4510; }
.badge-open { background: #dfebfb; color: #174f9a; }
.badge-resolved { background: #dcf2e4; color: #1c693b; }
.banner { padding: 0.7rem 1rem; border-radius: 8px; border: 1px solid var(--line); background: var(--soft); margin: 0.9rem 0; font-size: 0.95rem; }
.banner-trashed { background: #fdf0ee; border-color: #f4cfc9; }
.banner-archived { background: #f5f1fc; border-color: #ddd0f2; }
.banner-draft { background: #fef8e7; border-color: #f3e2b0; }
.lock { border-inline-start: 3px solid #d98b4c; background: #fdf6ef; padding: 0.55rem 1rem; border-radius: 0 8px 8px 0; margin: 0.9rem 0; font-size: 0.93rem; }
.lock ul { margin: 0.2rem 0 0; padding-inline-start: 1.1rem; }
.labels { list-style: none; display: flex; flex-wrap: wrap; gap: 0.35rem; margin: 0.5rem 0; padding: 0; }
.label { display: inline-block; font-size: 0.82rem; background: var(--soft); border: 1px solid var(--line); border-radius: 1em; padding: 0.02rem 0.65rem; max-width: 100%; }
td .label { margin: 0.12rem 0; }
.likes { color: var(--muted); font-size: 0.92rem; margin: 0.4rem 0; }
.reactions { list-style: none; display: flex; flex-wrap: wrap; gap: 0.3rem 0.5rem; margin: 0.4rem 0; padding: 0; font-size: 0.9rem; }
.reactions li { border: 1px solid var(--line); border-radius: 1em; padding: 0.05rem 0.7rem; background: var(--soft); }
.thumb { color: #c0526b; }
.table { overflow-x: auto; }
.table table { border-collapse: collapse; width: 100%; font-size: 0.93rem; }
.table th { text-align: start; font-weight: 600; color: var(--muted); font-size: 0.82rem; padding: 0.45rem 0.9rem 0.45rem 0; border-bottom: 1px solid var(--line); white-space: nowrap; }
.table td { padding: 0.6rem 0.9rem 0.6rem 0; border-bottom: 1px solid #edf0f3; vertical-align: top; }
.table td { overflow-wrap: break-word; }
.table td :is(code, pre, .label, .outer, .file) { overflow-wrap: anywhere; }
.table td:first-child { min-width: 8rem; }
.record-link { white-space: nowrap; font-size: 0.86em; }
.file::before { content: "▤"; color: #7d8c9c; margin-inline-end: 0.4em; }
.more { margin-top: 0.8rem; font-size: 0.94rem; }
.more a::after { content: " →"; }
.posts { list-style: none; margin: 0; padding: 0; }
.posts li { padding: 0.5rem 0; border-bottom: 1px solid #edf0f3; }
.posts .over { margin: 0; font-size: 0.82rem; }
.cards { list-style: none; margin: 0; padding: 0; display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 19rem), 1fr)); gap: 1rem; }
.card { display: flex; gap: 0.95rem; border: 1px solid var(--line); border-radius: 10px; padding: 1.05rem 1.1rem; min-width: 0; }
.card > div { min-width: 0; flex: 1; }
.card:hover { border-color: #b8c6d6; }
.card h3 { font-size: 1.05rem; margin: 0; }
.card p { font-size: 0.9rem; margin: 0.25rem 0 0; }
.card .facts { font-size: 0.84rem; }
.logo { flex: none; width: 3rem; height: 3rem; border-radius: 10px; object-fit: cover; display: grid; place-items: center; background: var(--accent-soft); color: var(--accent); font-weight: 700; font-size: 1.25rem; }
img.logo { background: none; }
.space-head { display: flex; gap: 1.1rem; align-items: center; }
.space-head .head { margin: 0; min-width: 0; }
.space-head .initials { width: 4rem; height: 4rem; font-size: 1.2rem; }
.avatar { border-radius: 50%; object-fit: cover; }
.tabs { margin: 1.2rem 0 1.6rem; border-bottom: 1px solid var(--line); }
.tabs ul { list-style: none; display: flex; flex-wrap: wrap; gap: 0 1.4rem; margin: 0; padding: 0; font-size: 0.94rem; white-space: nowrap; }
.tabs a { display: block; padding: 0.5rem 0; color: var(--muted); border-bottom: 2px solid transparent; }
.tabs a:hover { color: var(--ink); text-decoration: none; }
.tabs a[aria-current] { color: var(--strong); border-color: var(--accent); font-weight: 600; }
.description { margin-top: 0; }
section.sheet { border: 1px solid var(--line); border-radius: 10px; padding: 1.4rem clamp(1rem, 3vw, 1.9rem); }
section.sheet > h2 { border: 0; padding: 0; font-size: 1.45rem; }
.initials { display: inline-grid; place-items: center; flex: none; width: 2.1rem; height: 2.1rem; border-radius: 50%; background: #e4e9ef; color: #44515f; font-size: 0.78rem; font-weight: 650; }
img.initials { object-fit: cover; }
.who { display: inline-flex; gap: 0.6rem; align-items: center; }
.comments { list-style: none; margin: 0; padding: 0; }
.comments .comments { margin-inline-start: clamp(0.5rem, 2.4vw, 2.1rem); padding-inline-start: clamp(0.6rem, 1.6vw, 1.1rem); border-inline-start: 2px solid #e8ecf0; }
.comment { padding: 1rem 0 0.35rem; }
.comment .rendered { font-size: 0.97rem; line-height: 1.58; }
.comment .rendered p:last-child { margin-bottom: 0.3rem; }
.comment .by { display: flex; gap: 0.7rem; align-items: center; margin-bottom: 0.45rem; font-size: 0.93rem; }
.comment:target { background: var(--accent-soft); box-shadow: -0.8rem 0 0 var(--accent-soft), 0.8rem 0 0 var(--accent-soft); }
.selection { margin: 0.2rem 0 0.6rem; padding: 0.25rem 0.8rem; border-inline-start: 3px solid #f0cf65; background: #fffaea; color: #55471a; font-size: 0.93rem; }
.steps { display: flex; flex-wrap: wrap; gap: 0.4rem 1.6rem; padding-top: 1rem; border-top: 1px solid var(--line); font-size: 0.94rem; }
.about { color: var(--muted); font-size: 0.9rem; }
details.about { border-top: 1px solid var(--line); padding-top: 0.8rem; }
.about > summary { cursor: pointer; font-weight: 600; width: max-content; }
.about > section { margin-top: 1.6rem; }
.about > section > h2 { font-size: 1rem; margin: 0 0 0.4rem; }
.about h3 { margin: 1.1rem 0 0.3rem; }
dl { margin: 0.8rem 0; display: grid; gap: 0.35rem; }
.counts { list-style: none; margin: 0.4rem 0 0; padding: 0; color: var(--muted); font-size: 0.86rem; }
.fields > div { grid-template-columns: minmax(8rem, 15rem) minmax(0, 1fr); padding: 0.45rem 0; border-bottom: 1px solid #edf0f3; }
.fields dt .quiet { font-size: 0.92em; }
.fields dd > ul, .table dd > ul { margin: 0; padding-inline-start: 1.1rem; }
dl dl { margin: 0; }
dl > div { display: grid; grid-template-columns: minmax(6rem, 9rem) minmax(0, 1fr); gap: 0.8rem; }
dt { color: var(--muted); font-size: 0.9rem; }
dd { margin: 0; }
.value { margin: 0; font: 0.82rem/1.45 var(--mono); white-space: pre-wrap; max-height: 14rem; overflow: auto; }
@media (max-width: 40rem) {
  .table thead { display: none; }
  .table table, .table tbody, .table tr, .table td { display: block; }
  .table tr { padding: 0.6rem 0; border-bottom: 1px solid var(--line); }
  .table td { border: 0; padding: 0.1rem 0; }
  .table td:empty { display: none; }
  .table td:not(:first-child, [data-head=""])::before { content: attr(data-head) ": "; color: var(--muted); font-size: 0.85em; }
  dl > div, .fields > div { grid-template-columns: minmax(0, 1fr); gap: 0; }
}
@media print {
  section.sheet { border: 0; padding: 0; }
  .comment, .card, tr { break-inside: avoid; }
}
`
