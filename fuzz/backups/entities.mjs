// entities.xml cut into its objects and put together again. It reads the form in which the fixtures are written.
import { readFileSync } from 'node:fs'
import path from 'node:path'

/** Head, objects and tail of the entities.xml of a backup folder. */
export function cutEntities(folder) {
  const text = readFileSync(path.join(folder, 'entities.xml'), 'utf8')
  const first = text.indexOf('<object ')
  const last = text.lastIndexOf('</object>\n') + '</object>\n'.length
  const objects = text
    .slice(first, last)
    .split(/(?<=<\/object>\n)/)
    .map(objectOf)
  return { head: text.slice(0, first), objects, tail: text.slice(last) }
}

/** The text of entities.xml again. */
export function joinEntities({ head, objects, tail }) {
  return head + objects.map(({ text }) => text).join('') + tail
}

/** An object: its class, its id and its text. */
export function objectOf(text) {
  const [, className] = /^<object class="([^"]*)"/.exec(text) ?? []
  const [, id] = /<id name="[^"]*">(?:<!\[CDATA\[)?([^<\]]*)/.exec(text) ?? []
  return { className, id, text }
}

const field = /^<(property|collection|component) name="([^"]*)"[^]*?<\/\1>\n/gm

/** The fields of an object: kind of element, name, where its text begins, and the text. */
export function fieldsOfObject({ text }) {
  const start = text.indexOf('\n') + 1
  return [...text.slice(start).matchAll(field)].map((match) => ({
    element: match[1],
    name: match[2],
    at: start + match.index,
    text: match[0],
    refersTo: /^<property name="[^"]*" class="([^"]*)"/.exec(match[0])?.[1],
  }))
}

/** The object with another text in place of one of its fields. */
export function withField(object, { at, text }, other) {
  return objectOf(object.text.slice(0, at) + other + object.text.slice(at + text.length))
}

/** The characters of a property: CDATA sections as they are (Confluence writes `]] >` for `]]>`), references read. */
export function charactersOf(text) {
  const inner = text.slice(text.indexOf('>') + 1, text.lastIndexOf('</'))
  return inner
    .split(/(<!\[CDATA\[[^]*?\]\]>)/)
    .map((piece) => {
      if (piece.startsWith('<![CDATA[')) return piece.slice(9, -3).replaceAll(']] >', ']]>')
      return piece.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&')
    })
    .join('')
}
