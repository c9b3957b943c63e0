#!/usr/bin/env node
// Plain JavaScript that old versions of Node can parse, so that they get a sentence and not a syntax error.
import { closeSync, existsSync, openSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const oldest = [20, 19]
const [major, minor] = process.versions.node.split('.').map(Number)

/** True if so many more files can be opened: to load the parts of the program takes more than a hundred at once. */
function canOpen(count) {
  const open = []
  try {
    while (open.length < count) open.push(openSync(fileURLToPath(import.meta.url), 'r'))
    return true
  } catch {
    return false
  } finally {
    open.forEach(closeSync)
  }
}

const entry = new URL('../dist/main.js', import.meta.url)

if (major < oldest[0] || (major === oldest[0] && minor < oldest[1])) {
  console.error(`spacecrate needs Node ${oldest.join('.')} or newer; this is ${process.versions.node}`)
  process.exitCode = 70
} else if (!existsSync(entry)) {
  console.error('spacecrate is not built yet. In the root of the repository run: npm run setup && npm run build')
  process.exitCode = 70
} else if (!canOpen(150)) {
  console.error('spacecrate has to open more files than are allowed here; allow 256 or more (`ulimit -n 256`)')
  process.exitCode = 40
} else {
  import(entry.href)
    .then((main) => main.main(process.argv.slice(2)))
    .catch((error) => {
      console.error(error)
      process.exitCode = 70
    })
}
