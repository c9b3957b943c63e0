import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Reporter, TestModule, Vitest } from 'vitest/node'
import { type FoundProof, judge } from './cells.js'
import { knownGaps } from './known-gaps.js'
import { coveragePage, withSums } from './page.js'
import { rowGroups, rows } from './rows.js'

/**
 * Collects what passed tests have proved, and holds docs/coverage.md and the sums of the README against it: what is not so
 * fails the run. With `COVERAGE_TABLE=write` it writes both. A run of some of the proving tests says nothing, so it is not judged.
 */
export class CoverageReporter implements Reporter {
  #vitest: Vitest | undefined

  onInit(vitest: Vitest): void {
    this.#vitest = vitest
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    const vitest = this.#vitest
    if (vitest === undefined || vitest.config.testNamePattern !== undefined) return
    const { root } = vitest.config
    const fileOf = (module: TestModule): string => path.relative(root, module.moduleId).split(path.sep).join('/')
    const ran = new Set(modules.map(fileOf))
    if (!provingFiles(root).every((file) => ran.has(file))) return
    const proofs = modules.flatMap((module) => proofsOf(module, fileOf(module)))
    const problems = judgeRun(root, proofs)
    if (problems.length === 0) return
    const list = problems.map((problem) => `  ✗ ${problem}`).join('\n')
    vitest.logger.error(`\nThe coverage table is not true:\n${list}\n`)
    process.exitCode = 1
  }
}

function provingFiles(root: string): string[] {
  const names = readdirSync(path.join(root, 'tests/coverage'))
  return names.filter((name) => name.endsWith('.test.ts')).map((name) => `tests/coverage/${name}`)
}

function proofsOf(module: TestModule, file: string): FoundProof[] {
  const passed = [...module.children.allTests('passed')]
  return passed.flatMap((test) => (test.meta().proofs ?? []).map((proof) => ({ ...proof, file })))
}

function judgeRun(root: string, proofs: readonly FoundProof[]): readonly string[] {
  const sorted = proofs.toSorted((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0))
  const elsewhere = new Set(sorted.map(({ file }) => file).filter((file) => !file.startsWith('tests/coverage/')))
  const { cells, problems } = judge(rows, sorted, knownGaps)
  const found = [...problems, ...[...elsewhere].map((file) => `${file} proves something: move it to tests/coverage`)]
  const documents = [
    ['docs/coverage.md', () => coveragePage(rowGroups, cells)],
    ['README.md', (before: string) => withSums(before, cells)],
  ] as const
  for (const [name, make] of documents) {
    const file = path.join(root, name)
    const before = read(file)
    const text = make(before)
    if (text === before) continue
    if (process.env['COVERAGE_TABLE'] === 'write') writeFileSync(file, text)
    else found.push(`${name} does not say what the tests have shown: run npm run coverage:table`)
  }
  return found
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
