#!/bin/sh
# adf-to-md 1.2.1 turns a page in ADF into Markdown.
#
# Expected: of a node that Markdown has no word for, such as a panel or an expand, the text inside stays.
# Seen: the text of panels, expands and tasks is gone with the node; mentions, dates and states leave a gap in the sentence. Their
# types stand in `warnings`, which is a Set, so that it is empty as JSON. Two paragraphs of a cell become one word, and a `|` in a cell
# cuts it in two; adf-to-markdown 1.0.1 keeps all of these texts, and cuts the cell as well.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund adf-to-md@1.2.1 adf-to-markdown@1.0.1
cat > convert.cjs <<'SCRIPT'
const assert = require('node:assert/strict')
const text = (words) => ({ type: 'text', text: words })
const paragraph = (...content) => ({ type: 'paragraph', content })
const cell = (...content) => ({ type: 'table', content: [{ type: 'tableRow', content: [{ type: 'tableCell', content }] }] })
const doc = {
  version: 1,
  type: 'doc',
  content: [
    { type: 'panel', attrs: { panelType: 'warning' }, content: [paragraph(text('still hot'))] },
    { type: 'expand', attrs: { title: 'More' }, content: [paragraph(text('glaze recipe'))] },
    { type: 'taskList', attrs: { localId: 'a' }, content: [{ type: 'taskItem', attrs: { localId: 'b', state: 'TODO' }, content: [text('sweep')] }] },
    paragraph(text('Fired by '), { type: 'mention', attrs: { id: '1', text: '@Mira' } }, text(' today')),
    cell(paragraph(text('cone 6|cone 10')), paragraph(text('slowly'))),
  ],
}
const { result, warnings } = require('adf-to-md').convert(doc)
const other = require('adf-to-markdown').convertADFToMarkdown(doc)
console.log({ result, warnings, other })
for (const lost of ['still hot', 'More', 'glaze recipe', 'sweep', 'Mira']) {
  assert.ok(!result.includes(lost))
  assert.ok(other.includes(lost))
}
assert.match(result, /cone 6\|cone 10slowly/)
assert.match(other, /cone 6\|cone 10<br>slowly/)
assert.deepEqual([...warnings].sort(), ['expand', 'mention', 'panel', 'taskList'])
assert.equal(JSON.stringify(warnings), '{}')
SCRIPT
node convert.cjs
