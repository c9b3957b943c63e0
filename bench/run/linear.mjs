import { rmSync } from 'node:fs'
import { ratio, seconds, table } from './table.mjs'

const runs = 3
const factor = 10

/** Exports pages of small bodies without files, and ten times as many, and prints how much longer a page takes then. */
export async function measureLinear(stages, { sizes, against }) {
  const rows = []
  const few = Number(sizes.pages)
  const builds = [{ name: 'this build' }, ...(against === undefined ? [] : [{ name: 'other build', build: against }])]
  const medians = new Map(builds.map(({ name }) => [name, []]))
  for (const pages of [few, few * factor]) {
    const backup = `pages-${pages}`
    const small = { ...sizes, pages: String(pages), 'attachments-bytes': '0', bodies: 'small' }
    console.log(`Generated ${await stages.generate(backup, small)}`)
    for (const { name, build } of builds) {
      const results = []
      for (let run = 1; run <= runs; run++) {
        const result = await stages.export(`${name}, ${pages} pages, run ${run}`, backup, { build, pages })
        if (result === undefined) return
        results.push(result)
        for (const made of [`${backup}.crate.zip`, `work-${backup}-export`])
          rmSync(stages.at(made), { recursive: true, force: true })
      }
      const median = { seconds: middle(results, 'seconds'), cpuSeconds: middle(results, 'cpuSeconds'), pages }
      medians.get(name).push(median)
      const perPage = (value) => `${((value / pages) * 1e6).toFixed(0)} µs`
      const peak = Math.max(...results.map(({ peakBytes }) => peakBytes))
      rows.push([
        `${name}, ${pages} pages`,
        ...[median.seconds, median.cpuSeconds].flatMap((value) => [seconds(value), perPage(value)]),
        `${(peak / 2 ** 20).toFixed(0)} MiB`,
      ])
    }
    rmSync(stages.at(backup), { recursive: true, force: true })
  }
  const head = ['export, median of three', 'wall', 'a page', 'CPU', 'a page', 'peak RSS']
  console.log(`\n${table([head, ...rows]).join('\n')}\n`)
  const ratios = [...medians].map(([name, [one, ten]]) => [
    `${name}: ${factor} × the pages take`,
    ...['seconds', 'cpuSeconds'].map((field) => ratio(ten[field] / one[field])),
  ])
  console.log(table([['ratio', 'wall', 'CPU'], ...ratios]).join('\n'))
}

function middle(results, field) {
  return results.map((result) => result[field]).sort((a, b) => a - b)[results.length >> 1]
}
