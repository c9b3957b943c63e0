#!/bin/sh
# cheerio 1.2.0, linkedom 0.18.15 and @xmldom/xmldom 0.9.12 read storage format as XML and write it again unchanged.
#
# Expected: `&nbsp;`, which Confluence writes without a DTD, is refused as an entity that nobody declared, or stays as it is.
# Seen: all three write `&amp;nbsp;`, so that the page shows the letters "&nbsp;" afterwards. Only xmldom says a word (an error that it
# goes on from); cheerio keeps it with decodeEntities: false.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund cheerio@1.2.0 linkedom@0.18.15 @xmldom/xmldom@0.9.12
cat > again.mjs <<'SCRIPT'
import assert from 'node:assert/strict'
import * as xmldom from '@xmldom/xmldom'
import * as cheerio from 'cheerio'
import { DOMParser } from 'linkedom'
const body = '<p>1200&nbsp;°C<ac:link><ri:page ri:content-title="Kilns"/></ac:link></p>'
const root = `<page xmlns:ac="a" xmlns:ri="r">${body}</page>`
const told = []
const seen = {
  cheerio: cheerio.load(body, { xml: true }).xml(),
  cheerioPlain: cheerio.load(body, { xml: { decodeEntities: false } }).xml(),
  linkedom: new DOMParser().parseFromString(root, 'text/xml').toString(),
  xmldom: new xmldom.XMLSerializer().serializeToString(
    new xmldom.DOMParser({ onError: (level, message) => told.push(`${level}: ${message}`) }).parseFromString(root, 'text/xml'),
  ),
}
console.log(seen, told)
for (const name of ['cheerio', 'linkedom', 'xmldom']) assert.match(seen[name], /1200&amp;nbsp;/)
assert.match(seen.cheerioPlain, /1200&nbsp;/)
assert.match(told.join(), /^error: entity not found/)
SCRIPT
node again.mjs
