// What a backup holds and an archive doesn't, found without our reader: a second opinion on "complete".
import { openArchive, streamNames } from '../../packages/format/dist/index.js'
import { charactersOf, fieldsOfObject } from './entities.mjs'

const owners = ['Page', 'BlogPost', 'Comment', 'CustomContentEntityObject', 'Draft']
/** The field of each class that its readers would miss. */
const tellingFields = {
  Page: ['title'],
  BlogPost: ['title'],
  Attachment: ['title', 'fileName'],
  CustomContentEntityObject: ['title'],
  Space: ['key', 'name'],
  Label: ['name'],
  ContentProperty: ['name'],
  PageTemplate: ['name', 'content'],
  InternalGroup: ['name'],
  BodyContent: ['body'],
}

/**
 * The texts and titles of the objects that neither stand in the archive nor are spoken for by an omission: one that names
 * the object, or what it is on, by its id, or its row of a table. `known` are those that an unchanged backup says in other
 * words. Of the table `broken` any line speaks that names a row of it, and a text may be within another one, with a quote,
 * comma or line end more or less: a quote more takes the rows behind it into its cell.
 */
export async function lostTexts(objects, archivePath, known = [], broken) {
  const { texts, named, blobs } = await contentOf(archivePath)
  const neighbours = neighboursOf(objects)
  const labelledSpaces = labelledSpacesOf(objects, neighbours)
  const earlier = earlierVersions(objects)
  const lost = []
  for (const object of objects) {
    const fields = fieldsOfObject(object)
    for (const name of tellingFields[object.className] ?? []) {
      const field = fields.find((one) => one.name === name && one.refersTo === undefined)
      const value = field === undefined ? '' : charactersOf(field.text)
      if (value === '' || texts.has(value) || blobs.has(value)) continue
      const ids = [
        object.id,
        ...(neighbours.get(`${object.className} ${object.id}`) ?? []),
        ...(object.className === 'Label' ? (labelledSpaces.get(object.id) ?? []) : []),
      ]
      if (object.place !== undefined && named.some((line) => isOfRow(line, object.place, broken))) continue
      const isOfBroken = broken !== undefined && object.place?.file === broken
      if (isOfBroken && [...texts, ...blobs].some((text) => bare(text).includes(bare(value)))) continue
      if (ids.some((id) => named.some((line) => line.includes(id)))) continue
      if (isPartOfLeftVersion(object, ids, earlier, named)) continue
      if (object.className === 'BodyContent' && !fields.some(({ refersTo }) => owners.includes(refersTo))) continue
      const telling = `${object.className} ${name} ${JSON.stringify(value.slice(0, 60))}`
      if (!known.includes(telling)) lost.push(telling)
    }
  }
  return lost
}

/** A text without what a changed byte may have put into it or taken away. */
function bare(text) {
  return text.replaceAll(/[",\r\n\0\ufffd]/g, '')
}

/** True for a line that names the row of a table, or one of a table whose bytes were changed. */
function isOfRow(line, { file, row }, broken) {
  const { place } = JSON.parse(line)
  return place?.file === file && (file === broken || place.row === row)
}

/**
 * True for a part of an earlier version that is left out: the line of the version names what it is a version of, and parts
 * of one that has no line have one that counts them.
 */
function isPartOfLeftVersion({ className }, ids, earlier, named) {
  const currents = ids.flatMap((id) => earlier.get(id) ?? [])
  if (currents.length === 0) return false
  const isOfVersion = (line) => currents.some((current) => new RegExp(`"version:\\w+:${current}/`).test(line))
  return named.some((line) => isOfVersion(line) || line.includes(`objects of ${className} whose owners are left out`))
}

/** Ids of earlier versions, with that of the current one. */
function earlierVersions(objects) {
  const original = /name="originalVersion" class[^>]*>\s*<id name="id">(?:<!\[CDATA\[)?(\d+)/
  return new Map(
    objects.flatMap(({ id, text }) => {
      const current = original.exec(text)?.[1]
      return current === undefined ? [] : [[id, current]]
    }),
  )
}

/** For each label the ids of the spaces that it is on: it stands in their records, so the line of a space speaks for it. */
function labelledSpacesOf(objects, neighbours) {
  const spaces = new Set(objects.filter(({ className }) => className === 'Space').map(({ id }) => id))
  const descriptions = new Set(objects.filter(({ className }) => className === 'SpaceDescription').map(({ id }) => id))
  const labelled = new Map()
  for (const { className, id } of objects) {
    if (className !== 'Labelling') continue
    const named = [...(neighbours.get(`Labelling ${id}`) ?? [])]
    const found = named
      .filter((one) => descriptions.has(one))
      .flatMap((one) => [...(neighbours.get(`SpaceDescription ${one}`) ?? [])].filter((other) => spaces.has(other)))
    for (const label of named) labelled.set(label, [...(labelled.get(label) ?? []), ...found])
  }
  return labelled
}

/** For each object the ids of those that it names, and of those that name it or list it. */
function neighboursOf(objects) {
  const neighbours = new Map()
  const add = (object, id) => {
    const ids = neighbours.get(object) ?? new Set()
    neighbours.set(object, ids.add(id))
  }
  for (const { className, id, text } of objects) {
    for (const [, other, otherId] of text.matchAll(
      /class="(\w+)"[^>]*>\s*<id name="[^"]*">(?:<!\[CDATA\[)?([^<\]]+)/g,
    )) {
      if (other === className && otherId === id) continue
      add(`${className} ${id}`, otherId)
      add(`${other} ${otherId}`, id)
    }
  }
  return neighbours
}

/** Every text in a record, every line of an omission, and the texts among the blobs. */
async function contentOf(path) {
  const archive = await openArchive(path)
  try {
    const texts = new Set()
    const blobs = new Set()
    for (const stream of streamNames) {
      for await (const { record } of archive.records(stream)) {
        addTexts(texts, record)
        if (record.body?.blob !== undefined) blobs.add(await textOf(archive.openBlob(record.body.blob)))
      }
    }
    const named = []
    for await (const omission of archive.omissions()) named.push(JSON.stringify(omission))
    return { texts, named, blobs }
  } finally {
    await archive[Symbol.asyncDispose]()
  }
}

/** The lines of the omissions of an archive. */
export async function omissionLines(path) {
  return (await contentOf(path)).named
}

function addTexts(texts, value) {
  if (typeof value === 'string') texts.add(value)
  else if (value !== null && typeof value === 'object') for (const one of Object.values(value)) addTexts(texts, one)
}

async function textOf(bytes) {
  const chunks = []
  for await (const chunk of bytes) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}
