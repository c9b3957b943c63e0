/** Panels, code, macro boxes, tasks, labels. */
export const boxStyles: string = `
.rendered .c-panel {
  margin: 0 0 1.1em; padding: 0.8em 1.1em; border-radius: 8px; background: var(--c-soft); border: 1px solid var(--c-line);
}
.rendered .c-panel-title { font-weight: 650; margin-bottom: 0.35em; }
.rendered .c-panel-body > :last-child, .rendered .c-macro-body > :last-child, .rendered .c-expand-body > :last-child { margin-bottom: 0; }
.rendered .c-panel-body > :first-child, .rendered .c-macro-body > :first-child { margin-top: 0; }
.rendered .c-panel-info, .rendered .c-panel-note, .rendered .c-panel-tip, .rendered .c-panel-warning { position: relative; padding-inline-start: 2.9em; }
.rendered .c-panel-info::before, .rendered .c-panel-note::before, .rendered .c-panel-tip::before, .rendered .c-panel-warning::before {
  position: absolute; inset-inline-start: 0.95em; top: 1.05em; width: 1.25em; height: 1.25em; border-radius: 50%; color: #fff;
  font: 700 0.85em/1.25em Georgia, serif; text-align: center;
}
.rendered .c-panel-info { background: #eff5fd; border-color: #cfe0f6; }
.rendered .c-panel-info::before { content: "i"; background: #3c78c3; }
.rendered .c-panel-note { background: #fef8e7; border-color: #f3e2b0; }
.rendered .c-panel-note::before { content: "!"; background: #c99412; }
.rendered .c-panel-tip { background: #eef8f1; border-color: #c9e6d3; }
.rendered .c-panel-tip::before { content: "✓"; background: #36915a; }
.rendered .c-panel-warning { background: #fdf0ee; border-color: #f4cfc9; }
.rendered .c-panel-warning::before { content: "!"; background: #c9483a; }
.rendered .c-expand { margin: 0 0 1.1em; border: 1px solid var(--c-line); border-radius: 8px; }
.rendered .c-expand > summary { cursor: pointer; padding: 0.55em 0.9em; font-weight: 550; color: #33465c; }
.rendered .c-expand-body { padding: 0.3em 1.1em 0.8em; }
.rendered .c-code { margin: 0 0 1.1em; border: 1px solid var(--c-line); border-radius: 8px; overflow: hidden; background: #f8f9fb; }
.rendered .c-code figcaption {
  display: flex; gap: 1em; justify-content: space-between; padding: 0.4em 0.9em; border-bottom: 1px solid var(--c-line); background: #f0f3f6;
}
.rendered .c-code-title { font-weight: 600; color: var(--c-text); }
.rendered .c-code-language { margin-inline-start: auto; font-family: var(--c-mono); }
.rendered .c-pre {
  margin: 0 0 1.1em; padding: 0.8em 1em; overflow-x: auto; font: 0.86em/1.55 var(--c-mono); background: #f8f9fb;
  border: 1px solid var(--c-line); border-radius: 8px; white-space: pre; overflow-wrap: normal; tab-size: 4;
}
.rendered .c-code .c-pre { margin: 0; border: 0; border-radius: 0; }
.rendered .c-pre code { font-size: 1em; background: none; padding: 0; }
.rendered .c-macro { margin: 0 0 1.1em; border: 1px dashed #b9c4d0; border-radius: 8px; background: #fcfdfe; overflow: hidden; }
.rendered .c-macro-head { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.35em 1.1em; padding: 0.45em 0.9em; background: #f3f6f9; font-size: 0.875em; }
.rendered .c-macro-name { font-family: var(--c-mono); font-weight: 600; color: #33465c; }
.rendered .c-macro-name::before { content: "◇"; margin-inline-end: 0.45em; color: #7d8c9c; font-family: inherit; }
.rendered .c-macro-parameters { display: flex; flex-wrap: wrap; gap: 0.2em 1.1em; margin: 0; min-width: 0; }
.rendered .c-macro-parameters > div { display: flex; gap: 0.4em; min-width: 0; }
.rendered .c-macro-parameters dt { flex: none; font-weight: 500; color: var(--c-muted); }
.rendered .c-macro-parameters dt::after { content: ":"; }
.rendered .c-macro-parameters dd { margin: 0; min-width: 0; }
.rendered .c-paragraph > .c-macro:not(:first-child) { margin-top: 0.5em; }
.rendered .c-macro-body { padding: 0.8em 1.1em; border-top: 1px dashed #cdd6df; }
.rendered .c-macro > .c-pre { margin: 0; border-width: 1px 0 0; border-radius: 0; border-style: dashed; border-color: #cdd6df; }
.rendered .c-macro-inline {
  display: inline; padding: 0.1em 0.45em; border: 1px dashed #b9c4d0; border-radius: 5px; background: #f7f9fb; font-size: 0.9em;
  box-decoration-break: clone; -webkit-box-decoration-break: clone;
}
.rendered .c-macro-parameter { color: var(--c-muted); }
.rendered .c-tasks { list-style: none; padding: 0; }
.rendered .c-tasks .c-tasks { margin: 0.3em 0 0; }
.rendered .c-task { display: flex; gap: 0.55em; align-items: baseline; }
.rendered .c-task-box { color: #7d8c9c; font-size: 1.1em; line-height: 1; }
.rendered .c-task-done > .c-task-box { color: #36915a; }
.rendered .c-task-done > .c-task-body { color: var(--c-muted); text-decoration: line-through; text-decoration-color: #b5bfca; }
.rendered .c-task-body { flex: 1; min-width: 0; }
.rendered .c-status, .rendered .c-jira, .rendered .c-date {
  padding: 0.15em 0.5em; border-radius: 4px; font-size: 0.8em; box-decoration-break: clone; -webkit-box-decoration-break: clone;
}
.rendered .c-status { font-weight: 650; letter-spacing: 0.03em; text-transform: uppercase; background: #e9edf1; color: #44515f; }
.rendered .c-status-red { background: #fbe0dc; color: #9c2a1f; }
.rendered .c-status-yellow { background: #fff0c2; color: #7a5900; }
.rendered .c-status-green { background: #dcf2e4; color: #1c693b; }
.rendered .c-status-blue { background: #dfebfb; color: #174f9a; }
.rendered .c-status-purple { background: #ebe4f8; color: #5b37a0; }
.rendered .c-jira { background: #e8f0fc; color: #174f9a; font-weight: 600; }
.rendered .c-date { background: #eef1f4; color: #33465c; font-size: 0.875em; }
.rendered .c-user { background: #eaf1f9; border-radius: 1em; padding: 0.08em 0.55em; white-space: nowrap; }
.rendered .c-user::before { content: "@"; color: #6c89a8; }
.rendered .c-missing { border-bottom: 1px dotted #b3261e; color: #7c2a22; }
.rendered .c-missing-note {
  font-size: 0.72em; padding: 0.1em 0.45em; border-radius: 3px; background: #fbe9e6; color: #9c2a1f; white-space: nowrap; text-decoration: none;
}
.rendered .c-placeholder { color: var(--c-muted); background: #f1f4f7; border-radius: 4px; padding: 0.1em 0.4em; font-style: italic; }
.rendered .c-left-out, .rendered .c-nothing, .rendered .c-format { color: var(--c-muted); font-size: 0.9em; font-style: italic; }
.rendered .c-emoji { font-family: "Apple Color Emoji", "Segoe UI Emoji", "Noto Color Emoji", sans-serif; font-style: normal; }
.rendered .c-own-emoji { display: inline-block; height: 1.35em; width: auto; max-width: 6em; vertical-align: -0.3em; margin: 0; border-radius: 3px; }
.rendered .c-macro-note { font-size: 0.85em; padding: 0.05em 0.45em; border-radius: 4px; background: #e4ebf3; color: #33465c; }
.rendered .c-emoji-name { color: var(--c-muted); }
`
