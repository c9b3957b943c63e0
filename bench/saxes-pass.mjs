// The least that anything does which reads entities.xml: parse it with saxes and count the objects.
//
//   node bench/saxes-pass.mjs FILE

import { createReadStream } from 'node:fs'
import { SaxesParser } from 'saxes'

const parser = new SaxesParser()
let objects = 0
let characters = 0
parser.on('opentag', ({ name }) => {
  if (name === 'object') objects++
})
const count = (text) => {
  characters += text.length
}
parser.on('text', count)
parser.on('cdata', count)
for await (const chunk of createReadStream(process.argv[2], { encoding: 'utf8', highWaterMark: 1 << 18 })) {
  parser.write(chunk)
}
parser.close()
console.log(`${objects} objects, ${characters} characters`)
