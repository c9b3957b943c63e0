#!/bin/sh
# properties-reader 3.0.1 and properties 1.2.1 read the descriptor of a Confluence backup.
#
# Expected: every value is the text that Java wrote, since java.util.Properties has no other type.
# Seen: both turn what looks like a number into one, so version 7.10 is 7.1, the key 007 is 7 and 1e3 is 1000. properties-reader
# keeps the backslash of `https\://`, and ends a value at the backslash of a continued line. dot-properties 1.1.2 reads all of
# it as Java does.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund properties-reader@3.0.1 properties@1.2.1 dot-properties@1.1.2
cat > exportDescriptor.properties <<'PROPERTIES'
#Thu Jun 20 10:00:00 UTC 2024
exportType=space
createdByVersionNumber=7.10
spaceKey=007
rows=1e3
source=https\://wiki.example.org/confluence
note=first \
  second
PROPERTIES
cat > read.cjs <<'SCRIPT'
const { readFileSync } = require('node:fs')
const assert = require('node:assert/strict')
const reader = require('properties-reader')
const open = reader.propertiesReader ?? reader.default ?? reader
const read = open({ sourceFile: 'exportDescriptor.properties' })
const text = readFileSync('exportDescriptor.properties', 'utf8')
const keys = ['createdByVersionNumber', 'spaceKey', 'rows', 'source', 'note']
const byReader = Object.fromEntries(keys.map((key) => [key, read.get(key)]))
const byProperties = require('properties').parse(text)
const byDot = require('dot-properties').parse(text)
console.log({ byReader, byProperties, byDot })
assert.deepEqual(byReader, {
  createdByVersionNumber: 7.1,
  spaceKey: 7,
  rows: 1000,
  source: 'https\\://wiki.example.org/confluence',
  note: 'first \\',
})
assert.deepEqual([byProperties.createdByVersionNumber, byProperties.spaceKey, byProperties.rows], [7.1, 7, 1000])
assert.deepEqual([byDot.createdByVersionNumber, byDot.spaceKey, byDot.note], ['7.10', '007', 'first second'])
SCRIPT
node read.cjs
