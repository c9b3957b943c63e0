// Writes a large native backup into a folder: seeded, so that the same options give the same bytes, and in flat memory.
//
//   node bench/generate-backup.mjs DIR --pages 20000 --versions 60000 --attachments-bytes 1073741824 [--comments N]
//     [--attachments N] [--spaces N] [--users N] [--dialect A1|C] [--seed N] [--bodies small]
//     [--history N] [--likes N] [--long-id] [--large-body MEGABYTES]
//
// --bodies small gives every page a body of two paragraphs. What hardly any site has: a page with --history versions, so many
// --likes, a page whose id has 20 digits, a page with a body of so many megabytes.

import { createCipheriv } from 'node:crypto'
import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { closing, opening } from '../fixtures/backup-xml.mjs'
import { createBodyWriter } from './backup/body.mjs'
import { createLayout, scattered } from './backup/layout.mjs'
import { createObjects } from './backup/objects.mjs'
import { generatorFlags, generatorOptions } from './backup/options.mjs'
import { rareObjects } from './backup/rare-objects.mjs'
import { descriptor, siteObjects } from './backup/site-objects.mjs'

const chunkBytes = 1 << 20

/** Sizes of a backup that says only how many pages it has. */
export function withDefaults(options) {
  const pages = options.pages ?? 2_000
  const attachmentsBytes = options.attachmentsBytes ?? pages * 52_428
  return {
    pages,
    versions: options.versions ?? pages * 3,
    comments: options.comments ?? pages * 2,
    attachmentsBytes,
    attachments:
      options.attachments ?? (attachmentsBytes === 0 ? 0 : Math.max(1, Math.round(attachmentsBytes / 393_216))),
    spaces: options.spaces ?? Math.max(1, Math.ceil(pages / 2_000)),
    users: options.users ?? 200,
    dialect: options.dialect ?? 'C',
    seed: options.seed ?? 1,
    bodies: options.bodies ?? 'ordinary',
    history: options.history ?? 0,
    likes: options.likes ?? 0,
    longId: options.longId ?? false,
    largeBody: options.largeBody ?? 0,
  }
}

/**
 * Writes entities.xml, the descriptor and the attachments into `dir`. The classes are interleaved: at any place of the file
 * stand a page, the bodies of a second one, the comments of a third.
 */
export function generateBackup(dir, options) {
  const size = withDefaults(options)
  const layout = createLayout(size)
  const objects = createObjects(layout, createBodyWriter(layout, size), size.dialect, size.likes > 0)
  mkdirSync(dir, { recursive: true })
  writeFileSync(path.join(dir, 'exportDescriptor.properties'), descriptor(size.dialect))
  const xml = createXmlFile(path.join(dir, 'entities.xml'))
  const fill = createFiller(size.seed)
  let files = 0
  let fileBytes = 0

  xml.write(opening(size.dialect === 'C' ? '2030-01-01 08:00:00.000' : '2030-01-01 08:00:00'))
  const orders = [1, 2, 3, 4, 5].map((salt) => scattered(size.pages, salt))
  for (let step = 0; step < size.pages; step++) {
    const [page, body, comment, file, other] = orders.map((order) => order.next().value)
    for (const object of objects.bodies(body)) xml.add(object)
    for (const object of objects.page(page)) xml.add(object)
    for (const object of objects.comments(comment)) xml.add(object)
    for (const object of objects.others(other)) xml.add(object)
    for (const version of objects.files(file)) {
      for (const object of version.xml) xml.add(object)
      fill(path.join(dir, version.path), version.size, version.file)
      files++
      fileBytes += version.size
    }
    if (step === size.pages >> 1) for (const object of siteObjects(layout, size.dialect)) xml.add(object)
  }
  for (const object of rareObjects(layout, size)) xml.add(object)
  xml.write(closing)
  return { ...size, ...xml.close(), files, fileBytes }
}

function createXmlFile(file) {
  const handle = openSync(file, 'w')
  let pending = []
  let length = 0
  let objects = 0
  let bytes = 0
  const flush = () => {
    bytes += writeAll(handle, Buffer.from(pending.join('')))
    pending = []
    length = 0
  }
  const write = (text) => {
    pending.push(text)
    length += text.length
    if (length >= chunkBytes) flush()
  }
  return {
    write,
    add: (object) => {
      objects++
      write(object)
    },
    close: () => {
      flush()
      closeSync(handle)
      return { objects, xmlBytes: bytes }
    },
  }
}

/** Fills files with bytes that look random (the key stream of AES), each file with its own. */
function createFiller(seed) {
  const zeros = Buffer.alloc(chunkBytes)
  return (file, size, number) => {
    const key = Buffer.alloc(16)
    key.writeUInt32LE(seed, 0)
    key.writeUInt32LE(number, 4)
    const stream = createCipheriv('aes-128-ctr', key, Buffer.alloc(16))
    mkdirSync(path.dirname(file), { recursive: true })
    const handle = openSync(file, 'w')
    for (let left = size; left > 0; left -= chunkBytes) {
      writeAll(handle, stream.update(left < chunkBytes ? zeros.subarray(0, left) : zeros))
    }
    closeSync(handle)
  }
}

function writeAll(handle, buffer) {
  let written = 0
  while (written < buffer.length) written += writeSync(handle, buffer, written)
  return written
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: Object.fromEntries([
      ...generatorOptions.map((name) => [name, { type: 'string' }]),
      ...generatorFlags.map((name) => [name, { type: 'boolean' }]),
    ]),
  })
  const [dir] = positionals
  if (dir === undefined)
    throw new Error('Say which folder to write into: node bench/generate-backup.mjs DIR --pages 2000')
  const options = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name.replace(/-(.)/, (_, letter) => letter.toUpperCase()),
      name === 'dialect' || name === 'bodies' || value === true ? value : Number(value),
    ]),
  )
  const started = performance.now()
  const made = generateBackup(dir, options)
  console.log(
    `${made.objects} objects in ${(made.xmlBytes / 1e6).toFixed(0)} MB, ${made.files} files of ${(made.fileBytes / 1e6).toFixed(0)} MB, ${((performance.now() - started) / 1000).toFixed(1)} s`,
  )
}
