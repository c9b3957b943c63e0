// Looks for input that we take wrongly.
//
//   npm run fuzz [-- PART …] [--seed N] [--count N] [--number N]
//
// Prints the seed, a line for each finding and a sum; ends with 1 if anything was found. `--number` runs one trial again.
import { parseArgs } from 'node:util'
import { loadPart, partNames } from './parts.mjs'
import { runTrials } from './trials.mjs'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: 'string' }, count: { type: 'string' }, number: { type: 'string' } },
})
const known = partNames.map(({ name }) => name)
const wanted = positionals.length === 0 ? known : positionals
const unknown = wanted.filter((name) => !known.includes(name))
if (unknown.length > 0) {
  console.error(`No part ${unknown.join(', ')}. There are:`)
  for (const { name, says } of partNames) console.error(`  ${name.padEnd(10)} ${says}`)
  process.exit(2)
}

const seed = values.seed ?? String(Date.now() % 1e9)
console.log(`seed ${seed}`)
let found = 0
for (const name of wanted) {
  const part = await loadPart(name)
  const asked = values.count === undefined ? undefined : Number(values.count)
  const numbers = values.number === undefined ? part.numbers(asked) : [Number(values.number)]
  const started = performance.now()
  const { findings, counts } = await runTrials(name, { seed, numbers })
  for (const { number, name: what, problem } of findings) console.log(`${name} ${number}  ${what}\n    ${problem}`)
  const sums = Object.entries(counts).map(([outcome, times]) => `${times} ${outcome}`)
  const seconds = ((performance.now() - started) / 1000).toFixed(0)
  console.log(`${name}: ${numbers.length} trials in ${seconds} s: ${sums.join(', ')}; ${findings.length} found`)
  found += findings.length
}
process.exitCode = found === 0 ? 0 : 1
