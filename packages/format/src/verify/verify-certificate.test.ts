import type { Account, Manifest } from '#records'
import { writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { loadEntries, rebuild } from '../testing/rebuild.js'
import { sealSample, temporaryFolder } from '../testing/sample.js'
import { verifyArchive, type VerifyReport } from './verify-archive.js'

const path = temporaryFolder()

type Certificate = Manifest['certificate']
type Entries = Map<string, Buffer>

let sealed: Promise<string> | undefined

/** One archive for all tests: they change copies of it. It has one account, of 5 contents, and an omission beside it. */
function sample(): Promise<string> {
  const file = path('a.zip')
  sealed ??= sealSample(path('work'), file).then(() => file)
  return sealed
}

/** The sample after something was done to its entries, sealed again. */
async function changed(change: (entries: Entries) => void): Promise<VerifyReport> {
  const entries = await loadEntries(await sample())
  change(entries)
  const file = path('changed.zip')
  writeFileSync(file, rebuild(entries))
  return await verifyArchive(file)
}

function edit(entries: Entries, change: (certificate: Certificate) => Partial<Certificate>): void {
  const manifest = JSON.parse(entries.get('manifest.json')?.toString() ?? '') as Manifest
  const certificate = { ...manifest.certificate, ...change(manifest.certificate) }
  entries.set('manifest.json', Buffer.from(JSON.stringify({ ...manifest, certificate })))
}

function account(change: Partial<Account>): (entries: Entries) => void {
  return (entries) => edit(entries, ({ accounts }) => ({ accounts: accounts.map((one) => ({ ...one, ...change })) }))
}

it('is written so that nothing is wrong with it', async () => {
  const { manifest, valid, partial } = await verifyArchive(await sample())
  expect([valid, partial]).toEqual([true, false])
  expect(manifest.certificate).toMatchObject({
    status: 'complete',
    unexplained: 0,
    accounts: [{ kind: 'content', stream: 'content', counted: 5, recorded: 5, omissions: {}, unexplained: 0 }],
    beside: { FILE_MISSING: 1 },
  })
})

it.each<readonly [string, string, (entries: Entries) => void]>([
  ['SUMS', 'an object that another route counted, in an archive that calls itself complete', account({ counted: 6 })],
  ['SUMS', 'an account that hides what it leaves unexplained', account({ met: 7, counted: 7 })],
  ['SUMS', 'another total', (e) => edit(e, () => ({ unexplained: 3 }))],
  ['SUMS', 'a complete archive that is called partial', (e) => edit(e, () => ({ status: 'partial' }))],
  ['SUMS', 'two accounts of one kind', (e) => edit(e, ({ accounts }) => ({ accounts: [...accounts, ...accounts] }))],
  ['RECORDS', 'more records than there are', account({ recorded: 6, counted: 6, met: 6 })],
  ['RECORDS', 'records of no stream', account({ stream: 'glazes' })],
  ['OMISSIONS', 'omissions that nobody listed', account({ omissions: { FILE_MISSING: 2 } })],
  ['OMISSIONS', 'more left out than omissions name', account({ counted: 9, met: 9, omitted: 4 })],
  ['OMISSIONS', 'other omissions beside the kinds', (e) => edit(e, () => ({ beside: { LOST: 1 } }))],
  ['SCHEMAS', 'another digest of the schemas', (e) => edit(e, () => ({ schemas: 'a'.repeat(64) }))],
  ['SCHEMAS', 'a schema that is another', (e) => e.set('schemas/labels.json', Buffer.from('{}'))],
])('CERTIFICATE_%s is noted for %s', async (code, _name, change) => {
  const { problems, valid } = await changed(change)
  expect(valid).toBe(false)
  expect([...new Set(problems.map((problem) => problem.code))]).toContain(`CERTIFICATE_${code}`)
})

it('may say that the archive is partial, where its sums bear that out', async () => {
  const report = await changed((entries) => {
    account({ counted: 7, unexplained: 2 })(entries)
    edit(entries, () => ({ status: 'partial', unexplained: 2 }))
  })
  expect(report).toMatchObject({ valid: true, partial: true, problems: [] })
})

it('cannot call complete what it does not add up', async () => {
  expect(await changed(account({ counted: 7 }))).toMatchObject({ valid: false, partial: true })
})
