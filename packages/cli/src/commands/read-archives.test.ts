import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runCommand } from '../testing/run-command.js'
import { runInProcess } from '../testing/run-in-process.js'
import { hostileTitle, writeSmallArchive } from '../testing/small-archive.js'

let dir = ''
let archive = ''
const clay = createHash('sha256').update('clay').digest('hex')

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'spacecrate-cli-'))
  archive = join(dir, 'small.crate.zip')
  const lost = { kind: 'page', id: 'page:9', count: 2, what: hostileTitle, why: 'gone' }
  await writeSmallArchive(dir, 'small', {
    omissions: [
      { code: 'LOST', ...lost },
      { code: 'MISSED', ...lost, count: 1 },
    ],
  })
  await writeSmallArchive(dir, 'many', { pages: 3000 })
})
afterAll(() => rm(dir, { recursive: true, force: true }))

function lines(result: { readonly stdout: string }): string[] {
  return result.stdout.split('\n').slice(0, -1)
}

describe('inspect', () => {
  it('gives a program everything that counts', async () => {
    const { code, stdout, stderr } = await runCommand(['inspect', archive, '--json'])
    expect([code, stderr]).toEqual([0, ''])
    const document = JSON.parse(stdout) as Record<string, unknown>
    expect(document).toMatchObject({
      path: archive,
      format: expect.any(String),
      archive: { id: '8d0f7f2c-6a53-4a6e-9e51-3f0f8a1f5a10' },
      contentRoot: expect.stringMatching(/^[0-9a-f]{64}$/),
      manifestDigest: expect.stringMatching(/^[0-9a-f]{64}$/),
      source: { siteId: 'site-1' },
      blobs: { count: 1, bytes: 4 },
      omissions: { count: 3, lines: 2, codes: { LOST: 2, MISSED: 1 } },
      records: 10,
    })
    expect(document['streams']).toContainEqual({ name: 'spaces', records: 2, bytes: expect.any(Number) })
  })

  it('gives a person a page', async () => {
    const { code, stdout } = await runInProcess(['inspect', archive])
    expect(code).toBe(0)
    expect(stdout).toMatch(/content root +[0-9a-f]{64}\n/)
    expect(stdout).toMatch(/ spaces +2 /)
    expect(stdout).toMatch(
      /left out +3\n +LOST +2\n +MISSED +1\n[^]*certificate  complete: every object[^]*beside.* LOST 2, MISSED 1/,
    )
  })
})

describe('list', () => {
  it('writes the lines of the archive as they are', async () => {
    const result = await runInProcess(['list', archive, 'spaces', '--json'])
    expect(lines(result).map((line) => (JSON.parse(line) as { key: string }).key)).toEqual(['KILN', 'SHOP'])
  })

  it.each([
    ['by key', 'content', 'kiln', 1],
    ['by id', 'content', 'space:1', 1],
    ['of another space', 'content', 'SHOP', 0],
    ['what hangs on a page', 'versions', 'KILN', 1],
    ['what hangs on a file of a page', 'attachment-versions', 'KILN', 1],
    ['what hangs on the space', 'labels', 'SHOP', 1],
    ['the space itself', 'spaces', 'SHOP', 1],
  ])('filters %s', async (_, stream, space, count) => {
    const result = await runInProcess(['list', archive, stream, '--space', space, '--json'])
    expect(result).toMatchObject({ code: 0, stderr: '' })
    expect(lines(result)).toHaveLength(count)
  })

  it.each([
    ['content', 'page:100'],
    ['labels', 'label:page:100/global/y'],
  ])('finds one record of %s', async (stream, id) => {
    const result = await runInProcess(['list', archive, stream, '--id', id, '--json'])
    expect(JSON.parse(result.stdout)).toMatchObject({ id })
  })

  it('counts to a limit', async () => {
    expect(lines(await runInProcess(['list', archive, 'spaces', '--limit', '1']))).toHaveLength(1)
    expect(lines(await runInProcess(['list', archive, 'omissions', '--limit', '1', '--json']))).toHaveLength(1)
  })

  it('lets no control character of others reach a terminal', async () => {
    for (const stream of ['content', 'omissions']) {
      const { stdout } = await runInProcess(['list', archive, stream])
      expect(stdout).toContain('alert(1)')
      expect(stdout).not.toContain('\u001B')
    }
  })

  it.each([
    ['STREAM_UNKNOWN', ['list', 'pages']],
    ['SPACE_NOT_FOUND', ['list', 'content', '--space', 'NONE']],
    ['RECORD_NOT_FOUND', ['list', 'content', '--id', 'page:1']],
    ['USAGE', ['list', 'content', '--space']],
  ])('ends with %s for what is not there', async (code, [command = '', ...rest]) => {
    const result = await runInProcess([command, archive, ...rest, '--json'])
    expect(result.code).toBe(2)
    expect(JSON.parse(result.stdout)).toMatchObject({ error: { code, exit: 2 } })
  })

  it('ends quietly when its reader has seen enough', async () => {
    const result = await runCommand(['list', join(dir, 'many.crate.zip'), 'content'], { closeStdoutAfter: 1 })
    expect(result).toMatchObject({ code: 0, stderr: '' })
    expect(lines(result).length).toBeLessThan(3000)
  })
})

describe('cat', () => {
  it('writes the bytes', async () => {
    expect(await runCommand(['cat', archive, clay])).toEqual({ code: 0, stdout: 'clay', stderr: '' })
  })

  it('writes a new file and never over another one', async () => {
    const output = join(dir, 'clay.txt')
    const { stdout } = await runInProcess(['cat', archive, clay.toUpperCase(), '-o', output, '--json'])
    expect(JSON.parse(stdout)).toEqual({ sha256: clay, bytes: 4, file: output })
    expect(await readFile(output, 'utf8')).toBe('clay')
    expect(await runInProcess(['cat', archive, clay, '-o', output])).toMatchObject({ code: 2, stdout: '' })
  })

  it.each([['0'.repeat(64)], ['../../etc/passwd']])('knows no file %s', async (digest) => {
    const result = await runInProcess(['cat', archive, digest])
    expect(result.code).toBe(2)
    expect(result.stderr).toContain('FILE_NOT_FOUND')
  })
})
