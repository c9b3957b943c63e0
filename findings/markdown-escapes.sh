#!/bin/sh
# @shogobg/markdown2confluence 0.1.6 turns Markdown into wiki markup.
#
# Expected: what Markdown says literally stays literal: an escaped star, words in braces, a bar in code.
# Seen: the escapes of Markdown are taken off and none of wiki markup are put on: `\*not bold\*` comes out as bold, `{name}` as a macro of
# that name, a bar in the text of a link begins its address, and a cell loses what stands behind a bar in code.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @shogobg/markdown2confluence@0.1.6
cat > convert.mjs <<'SCRIPT'
import assert from 'node:assert/strict'
import convert from '@shogobg/markdown2confluence'
const pages = {
  star: '\\*not bold\\*',
  braces: 'Say {name} here',
  link: '[cone 6|cone 10](https://kiln.example/x)',
  cell: '| a | b |\n|---|---|\n| x | `p|q` |',
}
const seen = Object.fromEntries(Object.entries(pages).map(([name, page]) => [name, convert(page).trim()]))
console.log(seen)
assert.equal(seen.star, '*not bold*')
assert.equal(seen.braces, 'Say {name} here')
assert.equal(seen.link, '[cone 6|cone 10|https://kiln.example/x]')
assert.equal(seen.cell, '||a||b||\n|x|`p|')
SCRIPT
node convert.mjs
