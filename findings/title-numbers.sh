#!/bin/sh
# natural-orderby 5.0.0 sorts the titles of pages.
#
# Expected: `1.10` comes after `1.9` in any title, as Confluence sorts siblings, and as natural-compare, string-natural-compare
# and Intl.Collator with `numeric` do.
# Seen: a title that begins with the number is split as a decimal: 1.10, 1.2, 1.9. Behind a word the same numbers are whole
# ones: 1.2, 1.9, 1.10. So the chapters of a manual and its releases are sorted by two rules.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund natural-orderby@5.0.0 natural-compare@1.4.0
cat > sort.mjs <<'SCRIPT'
import assert from 'node:assert/strict'
import naturalCompare from 'natural-compare'
import { orderBy } from 'natural-orderby'
const chapters = ['1.10 Glazes', '1.9 Kilns', '1.2 Clay']
const releases = ['Release 1.10', 'Release 1.9', 'Release 1.2']
console.log({ chapters: orderBy(chapters), releases: orderBy(releases) })
assert.deepEqual(orderBy(chapters), ['1.10 Glazes', '1.2 Clay', '1.9 Kilns'])
assert.deepEqual(orderBy(releases), ['Release 1.2', 'Release 1.9', 'Release 1.10'])
assert.deepEqual([...chapters].sort(naturalCompare), ['1.2 Clay', '1.9 Kilns', '1.10 Glazes'])
SCRIPT
node sort.mjs
