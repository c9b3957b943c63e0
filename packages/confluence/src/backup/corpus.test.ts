import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { SaxesParser } from 'saxes'
import { describe, expect, it } from 'vitest'
import { entitiesName } from './backup-files.js'
import type { BackupObject } from './backup-object.js'
import { readDescriptor } from './descriptor.js'
import { openObjectReader } from './object-reader.js'
import { openBackup } from './open-backup.js'
import { parseObject } from './parse-object.js'
import { scanObjects } from './scan-objects.js'
import { collectBytes, openTestFolder } from './testing/collect.js'

const shared = process.env['SPACECRATE_SHARED'] ?? resolve(import.meta.dirname, '../../../../../shared')
const corpus = join(shared, 'corpus/xml-backups')
const present = existsSync(corpus)
const packages = present ? (await readdir(corpus)).filter((name) => name !== 'LICENSE').sort() : []

/** One object as a line of its class and all that its properties and collections say. */
function lineOf(object: BackupObject): string {
  const properties = [...object.properties].map(([name, value]) => {
    const text = value.type === 'reference' ? `${value.class}:${value.id}` : value.type === 'empty' ? '' : value.text
    return `${name}=${text}`
  })
  const collections = [...object.collections].map(
    ([name, elements]) => `${name}=${elements.map((element) => `${element.class}:${element.id}`).join()}`,
  )
  return JSON.stringify([object.class, object.id ?? '', ...[...properties, ...collections].sort()])
}

/** The same lines by another road: a general XML parser, which knows nothing of bytes, chunks or objects. */
function linesBySaxes(text: string): string[] {
  const lines: string[] = []
  const path: { name: string; attributes: Record<string, string>; text: string; says: string[] }[] = []
  const parser = new SaxesParser({ position: false })
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', (tag) => {
    path.push({ name: tag.name, attributes: Object.assign(Object.create(null), tag.attributes), text: '', says: [] })
  })
  const add = (piece: string): void => {
    const last = path.at(-1)
    if (last) last.text += piece
  }
  parser.on('text', add)
  parser.on('cdata', (piece) => add(withoutProtection(piece)))
  parser.on('closetag', () => {
    const element = path.pop()
    const parent = path.at(-1)
    if (!element || !parent) return
    const { attributes, says } = element
    const [single] = says
    if (element.name === 'id') parent.says.push(element.text.trim())
    else if (element.name === 'element') {
      if (attributes['class'] !== undefined) parent.says.push(`${attributes['class']}:${single}`)
    } else if (element.name === 'collection') parent.says.push(`\0${attributes['name']}=${says.join()}`)
    else if (element.name === 'composite-id') {
      const part = (name: string): string =>
        says.find((line) => line.startsWith(`\0${name}=`))?.slice(name.length + 2) ?? ''
      parent.says.push([part('entityName'), part('entityId'), part('key')].join('/'))
    } else if (element.name === 'property') {
      const reference = attributes['class'] === undefined ? undefined : `${attributes['class']}:${single}`
      parent.says.push(`\0${attributes['name']}=${reference ?? element.text}`)
    } else if (element.name === 'object') {
      const named = says.filter((line) => line.startsWith('\0')).map((line) => line.slice(1))
      const id = says.find((line) => !line.startsWith('\0')) ?? ''
      lines.push(JSON.stringify([attributes['class'], id, ...named.sort()]))
    }
  })
  parser.write(text).close()
  return lines
}

function withoutProtection(cdata: string): string {
  const parts = cdata.split(']]')
  return parts.map((part, index) => (index > 0 && part.startsWith(' ') ? part.slice(1) : part)).join(']]')
}

/** Counts objects per class by a pattern, with all CDATA taken out. */
function countsByPattern(text: string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const [, name = ''] of text
    .replace(/<!\[CDATA\[[^]*?\]\]>|<!--[^]*?-->/g, '')
    .matchAll(/<object class="(\w+)"/g)) {
    counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return counts
}

describe.skipIf(!present)(`the public test backups${present ? '' : `, absent at ${corpus}`}`, () => {
  it('are all there', () => {
    // Two collections: 60 backups, and 21 more with names that begin with `pro-`.
    expect(packages.filter((name) => !name.startsWith('pro-'))).toHaveLength(60)
    expect([0, 21]).toContain(packages.filter((name) => name.startsWith('pro-')).length)
  })

  it.each(packages)('%s reads as by two other roads', async (name) => {
    await using folder = await openTestFolder()
    await using files = await openBackup(join(corpus, name))
    await using reader = await openObjectReader(files, { scratch: folder.path })
    const lines: string[] = []
    const counts = new Map<string, number>()
    const controls: number[] = []
    for await (const range of scanObjects(reader.bytes())) {
      const object = parseObject(range.bytes, range.offset)
      lines.push(lineOf(object))
      counts.set(object.class, (counts.get(object.class) ?? 0) + 1)
      for (const note of object.notes) if (note.type === 'control-character') controls.push(note.offset)
      expect(reader.read(range)).toEqual(object)
    }
    const raw = await collectBytes(files.open(entitiesName))
    expect(counts).toEqual(countsByPattern(raw.toString()))
    const controlsInFile = [...raw.keys()].filter((at) =>
      /[\0-\x08\x0b\x0c\x0e-\x1f]/.test(String.fromCharCode(raw[at] ?? 0)),
    )
    expect(controls).toEqual(controlsInFile)
    // Real files hold characters that no XML parser reads; a few objects say the same property twice.
    const legal = raw.toString().replace(/[\0-\x08\x0b\x0c\x0e-\x1f]/g, '')
    const other = linesBySaxes(legal)
    if (name === 'include') expect(lines.length).toBe(other.length)
    else expect(lines).toEqual(other)
  })

  it.each(packages)('%s gives every file with its size, or has none', async (name) => {
    await using files = await openBackup(join(corpus, name))
    for (const file of files.names()) expect((await collectBytes(files.open(file))).length).toBe(files.size(file))
    const descriptor = await readDescriptor(files)
    expect(descriptor === undefined).toBe(files.size('exportDescriptor.properties') === undefined)
  })

  it('tell what they are in their descriptors, where they have one', async () => {
    const types: unknown[] = []
    for (const name of packages) {
      await using files = await openBackup(join(corpus, name))
      const descriptor = await readDescriptor(files)
      if (descriptor) types.push([name, descriptor.exportType, descriptor.buildNumber, descriptor.spaceKeys.join()])
    }
    expect(types).toEqual([
      ['5.9.backup.zip', 'all', '6169', ''],
      ['attachhist', 'space', '4515', 'attachhist'],
      ['misc.backup.zip', 'space', '4517', '~clemens'],
    ])
  })
})
