#!/bin/sh
# fast-xml-parser 5.12.1 reads values of settings, whose elements are called after fields of Java classes.
#
# Expected: an element is called in the result as in the document, whatever its name; `transformTagName` gets names.
# Seen: `toString` and `hasOwnProperty` come out as `__toString` and `__hasOwnProperty`, silently; `constructor`, which is as good
# a name in XML, throws instead. `transformTagName`, with which one could mark names, gets the name of an empty element first with
# the slash of its tag behind it (`empty/`), then without; of any other element once for each of its tags.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund fast-xml-parser@5.12.1
cat > read.mjs <<'SCRIPT'
import assert from 'node:assert/strict'
import { XMLParser } from 'fast-xml-parser'
const parser = new XMLParser()
const kept = parser.parse('<settings><title>Kiln</title><toString>a</toString><hasOwnProperty>b</hasOwnProperty></settings>')
console.log(JSON.stringify(kept))
assert.deepEqual(Object.keys(kept.settings), ['title', '__toString', '__hasOwnProperty'])
assert.throws(() => parser.parse('<settings><constructor>c</constructor></settings>'), (error) => {
  console.log('constructor:', error.message)
  return true
})
const seen = []
new XMLParser({ transformTagName: (name) => (seen.push(name), name) }).parse('<settings><full>x</full><empty/></settings>')
console.log('transformed:', seen.join(' '))
assert.deepEqual(seen, ['settings', 'full', 'full', 'empty/', 'empty', 'settings'])
SCRIPT
node read.mjs
