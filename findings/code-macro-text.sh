#!/bin/sh
# turndown 7.2.5, html-to-text 10.0.1 and node-html-markdown 2.0.0 are given a page in storage format with a code macro.
#
# Expected: they know no macros, so the code comes out as plain text, like the text of any element that they do not know.
# Seen: the code is gone in turndown and html-to-text, without a word, while the parameter beside it ("bash") stays: the text of
# such a macro is a CDATA section, which is a comment in HTML. node-html-markdown keeps it, with its marks, as escaped text.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund turndown@7.2.5 html-to-text@10.0.1 node-html-markdown@2.0.0
cat > convert.mjs <<'SCRIPT'
import assert from 'node:assert/strict'
import { convert } from 'html-to-text'
import markdown from 'node-html-markdown'
import TurndownService from 'turndown'
const page =
  '<p>Run this:</p><ac:structured-macro ac:name="code"><ac:parameter ac:name="language">bash</ac:parameter>' +
  '<ac:plain-text-body><![CDATA[kiln --heat 1200]]></ac:plain-text-body></ac:structured-macro><p>End</p>'
const seen = {
  turndown: new TurndownService().turndown(page),
  htmlToText: convert(page),
  nodeHtmlMarkdown: markdown.NodeHtmlMarkdown.translate(page),
}
console.log(seen)
assert.equal(seen.turndown, 'Run this:\n\nbash\n\nEnd')
assert.equal(seen.htmlToText, 'Run this:\n\nbash\n\nEnd')
assert.match(seen.nodeHtmlMarkdown, /bash<!\\\[CDATA\\\[kiln --heat 1200\\\]\\\]>/)
SCRIPT
node convert.mjs
