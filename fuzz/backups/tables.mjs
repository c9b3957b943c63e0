// The tables of a CSV export as columns and rows of cells, the text that they make again, and the objects that they stand
// for in the form in which `lost-texts.mjs` knows those of entities.xml. Nothing here is taken from our reader.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { objectOf } from './entities.mjs'

/** The export that changes begin with. */
export const base = fileURLToPath(new URL('../../fixtures/backups/kiln-csv', import.meta.url))

/** The tables of the export: name, columns, rows. */
export function readTables() {
  return readdirSync(base)
    .filter((name) => /^[a-z_]+\.csv$/.test(name))
    .map((name) => {
      const [columns, ...rows] = cellsOf(readFileSync(path.join(base, name), 'utf8'))
      return { name, columns, rows }
    })
}

/** The rows of a table that is written as the fixture is: quotes only around whole cells. */
function cellsOf(text) {
  const rows = []
  for (const [line] of text.matchAll(/(?:"(?:[^"]|"")*"|[^"\n])*\n/g)) {
    const cells = [...line.slice(0, -1).matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)]
    rows.push(cells.map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain))
  }
  return rows
}

/** The text of a table. */
export function textOfTable({ columns, rows }) {
  return [columns, ...rows].map((row) => `${row.map(cell).join(',')}\n`).join('')
}

function cell(value) {
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value
}

const classes = {
  PAGE: 'Page',
  BLOGPOST: 'BlogPost',
  COMMENT: 'Comment',
  ATTACHMENT: 'Attachment',
  SPACEDESCRIPTION: 'SpaceDescription',
  CUSTOM: 'CustomContentEntityObject',
}

/** Of each table: its class, the column of its id, texts by property, and what columns lead to. */
const known = {
  'content.csv': {
    id: 'contentid',
    texts: { title: 'title' },
    links: { spaceid: 'Space', pageid: '*', parentid: '*', prevver: '*', parentcommentid: '*' },
  },
  'bodycontent.csv': { class: 'BodyContent', id: 'bodycontentid', texts: { body: 'body' }, links: { contentid: '*' } },
  'spaces.csv': {
    class: 'Space',
    id: 'spaceid',
    texts: { spacekey: 'key', spacename: 'name' },
    links: { spacedescid: 'SpaceDescription' },
  },
  'label.csv': { class: 'Label', id: 'labelid', texts: { name: 'name' }, links: {} },
  'content_label.csv': { class: 'Labelling', id: 'id', texts: {}, links: { labelid: 'Label', contentid: '*' } },
  'contentproperties.csv': {
    class: 'ContentProperty',
    id: 'propertyid',
    texts: { propertyname: 'name' },
    links: { contentid: '*' },
  },
  'pagetemplates.csv': {
    class: 'PageTemplate',
    id: 'templateid',
    texts: { templatename: 'name', content: 'content' },
    links: { spaceid: 'Space', prevver: 'PageTemplate' },
  },
}

/** The objects of tables, each with its file and its row there. */
export function objectsOfTables(tables) {
  const content = tables.find(({ name }) => name === 'content.csv')
  const kinds = new Map(
    (content?.rows ?? []).map((row) => [
      row[content.columns.indexOf('contentid')],
      classes[row[content.columns.indexOf('contenttype')]],
    ]),
  )
  return tables.flatMap(({ name, columns, rows }) => {
    const of = known[name]
    if (of === undefined) return []
    const typeAt = columns.indexOf('contenttype')
    return rows.flatMap((row, index) => {
      const className = of.class ?? classes[row[typeAt]] ?? 'Unknown'
      const at = (column) => row[columns.indexOf(column)] ?? ''
      const lines = [`<object class="${className}">`, `<id name="id">${at(of.id)}</id>`]
      for (const [column, property] of Object.entries(of.texts)) {
        if (at(column) !== '') lines.push(`<property name="${property}">${xml(at(column))}</property>`)
      }
      for (const [column, target] of Object.entries(of.links)) {
        const id = at(column)
        if (id === '') continue
        const to = target === '*' ? (kinds.get(id) ?? 'Page') : target
        const property = column === 'prevver' ? 'originalVersion' : column
        lines.push(`<property name="${property}" class="${to}"><id name="id">${xml(id)}</id>`, '</property>')
      }
      return [{ ...objectOf(`${lines.join('\n')}\n</object>\n`), place: { file: name, row: index + 2 } }]
    })
  })
}

function xml(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;').replaceAll('>', '&gt;')
}
