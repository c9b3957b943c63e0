import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runInProcess } from '../testing/run-in-process.js'

const kiln = fileURLToPath(new URL('../../../../fixtures/backups/kiln', import.meta.url))
const words = /PARTIAL ARCHIVE: 1 object of its source is neither in it nor listed as left out/
let dir = ''
const at = (...names: string[]): string => join(dir, ...names)
let exported: Awaited<ReturnType<typeof runInProcess>>

/** A backup with an object in an element that no backup has: reading skips it, and counting does not. */
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'partial-'))
  await cp(kiln, at('kiln'), { recursive: true })
  const entities = await readFile(at('kiln', 'entities.xml'), 'utf8')
  const hidden = '<strange><object class="Page" package="x"><id name="id">1</id></object></strange>'
  await writeFile(at('kiln', 'entities.xml'), entities.replace('</hibernate-generic>', `${hidden}</hibernate-generic>`))
  exported = await runInProcess([
    'export',
    '--from',
    at('kiln'),
    '-o',
    at('kiln.crate.zip'),
    '--work',
    at('work'),
    '--json',
  ])
  await runInProcess(['site', 'create', at('site')])
})
afterAll(() => rm(dir, { recursive: true, force: true }))

describe('an export that lost an object without a word', () => {
  it('ends with 30 and says partial, in its document and its report', async () => {
    expect(exported.code).toBe(30)
    expect(JSON.parse(exported.stdout)).toMatchObject({ status: 'partial', complete: false, unexplained: 1 })
    const report = JSON.parse(await readFile(at('kiln.crate.report.json'), 'utf8')) as Record<string, unknown>
    expect(report).toMatchObject({ partial: true, decision: { light: 'red' }, certificate: { status: 'partial' } })
    expect(await readFile(at('kiln.crate.report.html'), 'utf8')).toContain('Partial: the sums do not add up')
  })

  it('is shown by inspect', async () => {
    expect((await runInProcess(['inspect', at('kiln.crate.zip')])).stdout).toMatch(words)
    const document = JSON.parse((await runInProcess(['inspect', at('kiln.crate.zip'), '--json'])).stdout) as {
      readonly certificate: { readonly accounts: readonly { readonly kind: string }[] }
    }
    expect(document).toMatchObject({ status: 'partial', certificate: { unexplained: 1 } })
    const pages = document.certificate.accounts.find(({ kind }) => kind === 'Page')
    expect(pages).toMatchObject({ unexplained: 1 })
  })

  it('is valid for verify, which ends with 30 at any level', async () => {
    for (const level of ['bytes', 'semantic']) {
      const { code, stdout } = await runInProcess(['verify', at('kiln.crate.zip'), '--level', level])
      expect([code, stdout.startsWith('valid')]).toEqual([30, true])
      expect(stdout).toMatch(words)
    }
    const { stdout } = await runInProcess(['verify', at('kiln.crate.zip'), '--json'])
    expect(JSON.parse(stdout)).toMatchObject({ valid: true, status: 'partial', level: 'semantic' })
  })

  it('is said by a plan, which is never green over it', async () => {
    const plan = ['plan', at('kiln.crate.zip'), '--to', at('site'), '-o', at('plan'), '--work', at('work-2')]
    const { stdout } = await runInProcess(plan)
    expect(stdout).toMatch(words)
    expect(stdout).toContain('partial archive')
    expect(await readFile(at('plan', 'plan.html'), 'utf8')).toContain('PARTIAL ARCHIVE')
    expect(JSON.parse((await runInProcess([...plan, '--json'])).stdout)).toMatchObject({ archive: { partial: true } })
  })
})
