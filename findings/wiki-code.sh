#!/bin/sh
# jira2md 3.0.1 reads wiki markup as old Confluence pages hold it.
#
# Expected: what stands in {code} and {noformat} stays as it is, and an underscore inside a word is no emphasis.
# Seen: the marks are replaced before the blocks are looked for, so `*` in code is doubled; the title of the block is dropped;
# `user_name_field` in a sentence becomes `user*name*field`; two dashes between words begin to strike out.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund jira2md@3.0.1
cat > read.mjs <<'SCRIPT'
import assert from 'node:assert/strict'
import jira2md from 'jira2md'
const pages = {
  '{code:title=Fire.sh|language=bash}\nls *glaze* {{x}}\n{code}': '```\nls **glaze** `x`\n```',
  '{noformat}\n*as typed*\n{noformat}': '```\n**as typed**\n```',
  'the field user_name_field is set': 'the field user*name*field is set',
  'dry -- glaze --- fire': 'dry ~~- glaze --~~ fire',
}
for (const [wiki, markdown] of Object.entries(pages)) {
  console.log(JSON.stringify(wiki), '->', JSON.stringify(jira2md.to_markdown(wiki)))
  assert.equal(jira2md.to_markdown(wiki), markdown)
}
SCRIPT
node read.mjs
