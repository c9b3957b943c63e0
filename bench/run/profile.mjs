import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

/**
 * The heaviest places of the CPU profiles in a folder: `{name, where, share}` by time spent in the function itself, and the
 * same by package.
 */
export function heaviest(dir, count = 12) {
  const functions = new Map()
  const owners = new Map()
  let total = 0
  for (const file of readdirSync(dir).filter((name) => name.endsWith('.cpuprofile'))) {
    const { nodes, samples, timeDeltas } = JSON.parse(readFileSync(path.join(dir, file), 'utf8'))
    const byId = new Map(nodes.map((node) => [node.id, node.callFrame]))
    for (const [index, sample] of samples.entries()) {
      const { functionName, url, lineNumber } = byId.get(sample)
      if (functionName === '(idle)') continue
      const micros = timeDeltas[index]
      total += micros
      const where = place(url)
      add(functions, `${functionName || '(anonymous)'} ${where}${url === '' ? '' : `:${lineNumber + 1}`}`, micros)
      add(owners, functionName === '(garbage collector)' ? 'garbage collector' : owner(where), micros)
    }
  }
  const top = (map) =>
    [...map]
      .sort((a, b) => b[1] - a[1])
      .slice(0, count)
      .map(([name, micros]) => ({ name, share: micros / total }))
  return { functions: top(functions), owners: top(owners) }
}

function add(map, key, micros) {
  map.set(key, (map.get(key) ?? 0) + micros)
}

function place(url) {
  if (url === '') return '(native)'
  const dependency = /node_modules\/(?:\.pnpm\/[^/]+\/node_modules\/)?((?:@[^/]+\/)?[^/]+)\/(.*)$/.exec(url)
  if (dependency !== null) return `${dependency[1]}/${dependency[2]}`
  return url.replace(/^.*\/packages\//, '').replace('/dist/', '/')
}

function owner(where) {
  return where.startsWith('node:') || where === '(native)'
    ? where.split('/')[0]
    : where
        .split('/')
        .slice(0, where.startsWith('@') ? 2 : 1)
        .join('/')
}
