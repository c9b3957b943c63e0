// Every field of every class in turn: with 2 MB of text, empty, and leading to an object of each other class.
import path from 'node:path'
import { firstNumbers } from '../parts.mjs'
import { cutEntities, fieldsOfObject, joinEntities, withField } from './entities.mjs'
import { exportChanged, saidOtherwise } from './export-changed.mjs'
import { bases, writeBackup } from './write-backup.mjs'

const huge = 'Clay and glaze. '.repeat(2 ** 17)

export const part = {
  prepare: saidOtherwise,
  /** All there are; fewer are spread over them. */
  numbers(asked) {
    const { length } = trials()
    const count = Math.min(asked ?? length, length)
    return firstNumbers(count).map((number) => Math.floor((number * length) / count))
  },
  async trial({ number, dir, shared }) {
    const { base, at, field, change, name } = trials()[number]
    const { head, objects, tail } = cutEntities(base)
    objects[at] = withField(objects[at], field, change(field.text))
    const backup = path.join(dir, 'backup')
    writeBackup(backup, base, joinEntities({ head, objects, tail }))
    return { name, ...(await exportChanged(dir, backup, objects, shared)) }
  },
}

let made
/** The trials: one object of each class and field in either backup, with each change. */
function trials() {
  made ??= bases.flatMap((base) => {
    const { objects } = cutEntities(base)
    const oneOfEach = new Map(objects.map((object) => [object.className, object]))
    const seen = new Set()
    return objects.flatMap((object, at) =>
      fieldsOfObject(object)
        .filter(({ name }) => !seen.has(`${object.className} ${name}`) && seen.add(`${object.className} ${name}`))
        .flatMap((field) =>
          changesOf(field, oneOfEach).map(({ says, change }) => ({
            base,
            at,
            field,
            change,
            name: `${path.basename(base)}: ${object.className} ${object.id} ${field.name} ${says}`,
          })),
        ),
    )
  })
  return made
}

function changesOf(field, oneOfEach) {
  const { element, name, refersTo } = field
  const filled = (inner) => (text) =>
    text.replace(/^(<\w+ [^>]*>)[^]*(<\/\w+>\n)$/, (_, open, close) => open + inner + close)
  const changes = [
    { says: 'with 2 MB', change: filled(`<![CDATA[${huge}]]>`) },
    { says: 'empty', change: filled('') },
  ]
  if (element !== 'property') return changes
  const kinds = [...oneOfEach.values()].filter(({ className }) => className !== refersTo)
  for (const { className, id } of refersTo === undefined ? kinds.slice(0, 1) : kinds) {
    const other = `<property name="${name}" class="${className}" package="com.example"><id name="id">${id}</id>\n</property>\n`
    changes.push({ says: `leading to ${className} ${id}`, change: () => other })
  }
  return changes
}
