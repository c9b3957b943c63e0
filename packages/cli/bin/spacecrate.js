#!/usr/bin/env node
// Plain JavaScript that old versions of Node can parse, so that they get a sentence and not a syntax error.
import { existsSync } from 'node:fs'

const oldest = [20, 19]
const [major, minor] = process.versions.node.split('.').map(Number)
const entry = new URL('../dist/main.js', import.meta.url)

if (major < oldest[0] || (major === oldest[0] && minor < oldest[1])) {
  console.error(`spacecrate needs Node ${oldest.join('.')} or newer; this is ${process.versions.node}`)
  process.exitCode = 70
} else if (!existsSync(entry)) {
  console.error('spacecrate is not built yet. In the root of the repository run: npm run setup && npm run build')
  process.exitCode = 70
} else {
  import(entry.href)
    .then((main) => main.main(process.argv.slice(2)))
    .catch((error) => {
      console.error(error)
      process.exitCode = 70
    })
}
