// Writes a generated backup once more as the CSV tables of a space export of Cloud, in flat memory but for what lists what.
import { spawnSync } from 'node:child_process'
import { closeSync, createReadStream, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs'
import path from 'node:path'
import { cell, tables } from '../../fixtures/kiln-csv/tables.mjs'
import { parseObject, scanObjects } from '../../packages/confluence/dist/index.js'

const batchBytes = 1 << 20

const descriptor = `#Thu Jun 20 10:00:00 UTC 2024
exportType=space
exportFormat=csv
createdByVersionNumber=1000.0.0-bench
source=cloud
timezoneId=UTC
backupAttachments=true
`

/** Writes the tables of the backup in `from` into the new folder `to`; its files lie there as hard links. */
export async function writeCsvTables(from, to) {
  mkdirSync(to)
  writeFileSync(path.join(to, 'exportDescriptor.properties'), descriptor)
  const xml = path.join(from, 'entities.xml')
  const owners = await ownersOf(xml)
  const open = new Map(tables.map((table) => [table.name, new TableFile(path.join(to, `${table.name}.csv`), table)]))
  const ofClass = new Map(tables.flatMap(({ name, classes }) => classes.map((one) => [one, open.get(name)])))
  for await (const object of objectsOf(xml)) ofClass.get(object.class)?.add(plain(object, owners))
  for (const file of open.values()) file.close()
  const { status } = spawnSync('cp', ['-al', path.join(from, 'attachments'), path.join(to, 'attachments')])
  if (status !== 0) throw new Error('The files of the backup cannot be linked')
}

async function* objectsOf(xml) {
  for await (const { bytes, offset } of scanObjects(createReadStream(xml))) yield parseObject(bytes, offset)
}

/** Which content lists a property: tables say it in the property. */
async function ownersOf(xml) {
  const owners = new Map()
  for await (const { id, collections } of objectsOf(xml)) {
    for (const one of collections.get('contentProperties') ?? []) owners.set(one.id, id)
  }
  return owners
}

/** The object as the columns of the tables read it. */
function plain({ class: className, id, properties }, owners) {
  const [texts, links] = [{}, {}]
  for (const [name, value] of properties) {
    if (value.type === 'reference') links[name] = value.id
    else if (value.type !== 'empty') texts[name] = value.text
  }
  return { className, id, texts, links, owner: owners.get(id) }
}

class TableFile {
  #file
  #columns
  #held = ''

  constructor(file, { columns }) {
    this.#file = openSync(file, 'wx')
    this.#columns = Object.values(columns)
    this.#held = `${Object.keys(columns).join(',')}\n`
  }

  add(object) {
    this.#held += `${this.#columns.map((read) => cell(read(object))).join(',')}\n`
    if (this.#held.length >= batchBytes) this.#write()
  }

  close() {
    this.#write()
    closeSync(this.#file)
  }

  #write() {
    writeSync(this.#file, this.#held)
    this.#held = ''
  }
}
