#!/bin/sh
# libsql 0.5.29, read the way better-sqlite3 is read.
#
# Expected: `get` and `all` of a statement give rows with the columns that the statement names, and the same ones.
# Seen: a row of `get` has one more enumerable key, `_metadata`, with the time that the query took; a row of `all` has not. So a
# row that is counted, compared or written as JSON differs by the call it came through. `raw()` rows have the values alone.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund libsql@0.5.29
cat > read.mjs <<'SCRIPT'
import assert from 'node:assert/strict'
import Database from 'libsql'
const db = new Database(':memory:')
db.exec("CREATE TABLE space (id TEXT, key TEXT); INSERT INTO space VALUES ('11', 'KILN')")
const select = 'SELECT id, key FROM space'
const one = db.prepare(select).get()
const [first] = db.prepare(select).all()
console.log('get:', Object.keys(one), ' all:', Object.keys(first), ' raw:', db.prepare(select).raw().get())
assert.deepEqual(Object.keys(one), ['id', 'key', '_metadata'])
assert.deepEqual(Object.keys(first), ['id', 'key'])
assert.deepEqual(db.prepare(select).raw().get(), ['11', 'KILN'])
SCRIPT
node read.mjs
