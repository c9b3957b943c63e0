// Changes to a backup, each one that real backups show or that damage makes. A mutation takes random numbers and the
// objects, changes the list in place and says in words what it did.
import { fieldsOfObject, objectOf, withField } from './entities.mjs'

const oddTexts = [
  '',
  ' ',
  '0',
  '-1',
  '99999999999999999999',
  '1.5',
  'NaN',
  'null',
  'true',
  '0x1F',
  '2024-02-30 25:61:61.000',
]
const oddWords = [
  'current',
  'draft',
  'deleted',
  'archived',
  'CURRENT',
  'Zoë\u0301 \u202e',
  '~',
  'a/b\\c',
  '<b>&amp;',
  'x'.repeat(5000),
]
const statuses = ['current', 'draft', 'deleted', 'archived', 'historical', 'unheard-of', '']

export const mutations = {
  'drop an object': (random, objects) => {
    const [{ className, id }] = objects.splice(random.below(objects.length), 1)
    return `${className} ${id}`
  },
  'drop all objects of a class': (random, objects) => {
    const { className } = random.pick(objects)
    keep(objects, (object) => object.className !== className)
    return className
  },
  'write an object twice': (random, objects) => {
    const object = random.pick(objects)
    objects.splice(random.below(objects.length), 0, object)
    return `${object.className} ${object.id}`
  },
  'write an object twice with a difference': (random, objects) => {
    const at = random.below(objects.length)
    const fields = fieldsOfObject(objects[at])
    if (fields.length === 0) return undefined
    const chosen = random.pick(fields)
    objects.splice(random.below(objects.length), 0, withField(objects[at], chosen, ''))
    return `${objects[at].className} ${objects[at].id} without ${chosen.name}`
  },
  'drop a field': (random, objects) => changeField(random, objects, () => ''),
  'empty a field': (random, objects) =>
    changeField(random, objects, (text) => text.replace(/^(<\w+ [^>]*>)[^]*(<\/\w+>\n)$/, '$1$2')),
  'odd text in a field': (random, objects) =>
    changeField(random, objects, (text) => inside(text, random.pick([...oddTexts, ...oddWords]))),
  'another status': (random, objects) => {
    const value = random.pick(statuses)
    return changeField(random, objects, (text) => inside(text, value), 'contentStatus')
  },
  'another version number': (random, objects) => {
    const value = String(random.below(4))
    return changeField(random, objects, (text) => text.replace(/>[^<]*</, `>${value}<`), 'version')
  },
  'another id': (random, objects) => {
    const at = random.below(objects.length)
    const other = random.next() < 0.5 ? random.pick(objects).id : String(random.below(1e9))
    const object = objects[at]
    objects[at] = objectOf(object.text.replace(/(<id name="[^"]*">(?:<!\[CDATA\[)?)[^<\]]*/, `$1${other}`))
    return `${object.className} ${object.id} as ${other}`
  },
  'a reference to nothing': (random, objects) => refer(random, objects, () => ({ id: String(random.below(1e9)) })),
  'a reference to another one of its class': (random, objects) =>
    refer(random, objects, (className) => random.pick(objects.filter((object) => object.className === className))),
  'a reference to another class': (random, objects) => refer(random, objects, () => random.pick(objects), true),
  'a reference to itself': (random, objects) => refer(random, objects, (_class, object) => object, true),
  'objects in another order': (random, objects) => {
    for (let at = objects.length - 1; at > 0; at--) {
      const other = random.below(at + 1)
      ;[objects[at], objects[other]] = [objects[other], objects[at]]
    }
    return 'all'
  },
  'a class that nobody knows': (random, objects) => {
    const at = random.below(objects.length)
    const object = objects[at]
    objects[at] = objectOf(object.text.replace(/^<object class="[^"]*"/, '<object class="UnheardOfEntity"'))
    return `${object.className} ${object.id}`
  },
  'a field that nobody knows': (random, objects) => {
    const at = random.below(objects.length)
    const object = objects[at]
    const line = `<property name="unheardOf${random.below(9)}"><![CDATA[anything]]></property>\n`
    objects[at] = objectOf(object.text.replace(/<\/object>\n$/, `${line}</object>\n`))
    return `${object.className} ${object.id}`
  },
  'a list without an element': (random, objects) =>
    changeField(random, objects, (text) => text.replace(/<element [^]*?<\/element>\n?/, ''), undefined, 'collection'),
  'an object cut off': (random, objects) => {
    const at = random.below(objects.length)
    const object = objects[at]
    objects[at] = objectOf(object.text.slice(0, random.below(object.text.length)))
    return `${object.className} ${object.id}`
  },
}

function keep(objects, wanted) {
  const kept = objects.filter(wanted)
  objects.length = 0
  for (const object of kept) objects.push(object)
}

function inside(text, value) {
  if (text.includes('<element ') || text.includes('<id '))
    return text.replace(/(<id name="[^"]*">)[^<]*(<!\[CDATA\[[^\]]*\]\]>)?/, `$1<![CDATA[${value}]]>`)
  return text.replace(/^(<\w+ [^>]*>)[^]*(<\/\w+>\n)$/, (_, open, close) => `${open}<![CDATA[${value}]]>${close}`)
}

function changeField(random, objects, change, name, element) {
  const candidates = objects.flatMap((object, at) =>
    fieldsOfObject(object)
      .filter(
        (field) => (name === undefined || field.name === name) && (element === undefined || field.element === element),
      )
      .map((field) => ({ object, at, field })),
  )
  if (candidates.length === 0) return undefined
  const { object, at, field } = random.pick(candidates)
  objects[at] = withField(object, field, change(field.text))
  return `${object.className} ${object.id} ${field.name}`
}

function refer(random, objects, target, withClass = false) {
  return changeReference(random, objects, (field, object) => {
    const other = target(field.refersTo, object)
    const text = field.text.replace(/(<id name="[^"]*">(?:<!\[CDATA\[)?)[^<\]]*/, `$1${other.id}`)
    return withClass ? text.replace(/^(<property name="[^"]*" class=")[^"]*/, `$1${other.className}`) : text
  })
}

function changeReference(random, objects, change) {
  const candidates = objects.flatMap((object, at) =>
    fieldsOfObject(object)
      .filter(({ refersTo }) => refersTo !== undefined && objects.some(({ className }) => className === refersTo))
      .map((field) => ({ object, at, field })),
  )
  if (candidates.length === 0) return undefined
  const { object, at, field } = random.pick(candidates)
  objects[at] = withField(object, field, change(field, object))
  return `${object.className} ${object.id} ${field.name}`
}
