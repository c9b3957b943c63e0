// A child of `trials.mjs`: does one trial after the other as it is told.
import { mkdirSync, rmSync } from 'node:fs'
import { loadPart } from './parts.mjs'

const [name, seed, dir, prepared] = process.argv.slice(2)
const part = await loadPart(name)
const shared = JSON.parse(prepared)

process.on('message', (message) => void answer(message))

async function answer({ prepare, number }) {
  rmSync(dir, { recursive: true, force: true })
  mkdirSync(dir, { recursive: true })
  try {
    if (prepare) process.send({ prepared: await part.prepare?.(dir), problems: [] })
    else {
      const before = process.cpuUsage()
      const result = await part.trial({ seed, number, dir, shared })
      const { user, system } = process.cpuUsage(before)
      process.send({ ...result, processor: (user + system) / 1000 })
    }
  } catch (error) {
    process.send({ name: '', outcome: 'broken', problems: [`the trial itself failed: ${error.stack}`] })
  }
}
