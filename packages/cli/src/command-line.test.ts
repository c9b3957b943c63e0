import { spawnSync } from 'node:child_process'
import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { allCodes } from './run/error-table.js'
import { exitCodes } from './run/exit-codes.js'
import { formatInvocation } from './run/invocation.js'
import { commandPath, runCommand } from './testing/run-command.js'
import { runInProcess } from './testing/run-in-process.js'

const commands = [
  'export',
  'inspect',
  'verify',
  'list',
  'cat',
  'diff',
  'import',
  'check',
  'links repair',
  'undo',
  'redirects',
  'site create',
  'site serve',
  'demo',
  'explain',
]

describe('help', () => {
  it('names every command', async () => {
    const { code, stdout } = await runCommand(['--help'])
    expect(code).toBe(0)
    for (const command of commands) expect(stdout).toContain(`spacecrate ${command.split(' ')[0] ?? ''}`)
  })

  it.each(commands)('of %s has examples and exit codes', async (command) => {
    const { code, stdout, stderr } = await runInProcess([...command.split(' '), '--help'])
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toMatch(/Examples:\n( {2}# .*\n {2}spacecrate .*\n){2,4}\n/)
    expect(stdout).toMatch(/Exit codes:\n {4}0 {2}complete\n(.*\n)* {4}2 {2}the command line is wrong\n/)
    expect(stdout).toContain('--json')
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(110)
  })
})

describe('a command line that is wrong', () => {
  it.each([
    ['an unknown command', ['exprot']],
    ['an unknown option', ['inspect', 'a.zip', '--jsn']],
    ['a missing argument', ['inspect']],
    ['one argument too many', ['inspect', 'a.zip', 'b.zip']],
    ['an option of one value twice', ['export', '--from', 'a', '-o', 'b.zip', '-o', 'c.zip']],
  ])('ends with 2 and says how to find out: %s', async (_, args) => {
    const { code, stdout, stderr } = await runInProcess(args)
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(/^error: USAGE\n {2}\S.*\n/)
    expect(stderr).toContain('--help')
  })

  it('shows what there is when it says nothing', async () => {
    const { code, stdout, stderr } = await runInProcess([])
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toContain('spacecrate inspect')
  })

  it('is one JSON document with --json', async () => {
    const { code, stdout } = await runInProcess(['exprot', '--json'])
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'USAGE', exit: code, hint: expect.any(String) } })
  })
})

describe('an error', () => {
  it('says code, message and what to do, and no stack', async () => {
    const { code, stdout, stderr } = await runInProcess(['inspect', '/nowhere/a.zip'])
    expect([code, stdout]).toEqual([exitCodes.sourceOrDestination, ''])
    expect(stderr).toMatch(/^error: ARCHIVE_NOT_FOUND\n {2}.*\/nowhere\/a\.zip/)
    expect(stderr).toContain('what to do: ')
    expect(stderr).not.toMatch(/\n\s+at /)
  })

  it('shows its stack with --debug', async () => {
    expect((await runInProcess(['inspect', '/nowhere/a.zip', '--debug'])).stderr).toMatch(/\n\s+at /)
  })
})

describe('bin/spacecrate.js', () => {
  it('says what to do where nothing is built', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'spacecrate-bin-'))
    try {
      await mkdir(join(dir, 'bin'))
      await copyFile(commandPath, join(dir, 'bin', 'spacecrate.mjs'))
      const result = spawnSync(process.execPath, [join(dir, 'bin', 'spacecrate.mjs')], { encoding: 'utf8' })
      expect(result.status).toBe(exitCodes.bug)
      expect(result.stderr).toMatch(/not built yet.*npm run build/)
    } finally {
      await rm(dir, { recursive: true, force: true })
    }
  })
})

describe('explain', () => {
  it('knows every code of every package, with a hint and an exit code', async () => {
    const codes = await allCodes()
    expect(codes.length).toBeGreaterThan(50)
    for (const { code, hint, exit } of codes) {
      expect([code, hint]).toEqual([expect.stringMatching(/^[A-Z][A-Z_]+$/), expect.stringMatching(/\S{3}/)])
      expect(exit).not.toBe('complete')
    }
  })

  it('takes a code in any spelling', async () => {
    const { code, stdout } = await runInProcess(['explain', 'zip-cut-off'])
    expect(code).toBe(0)
    expect(stdout).toContain('ZIP_CUT_OFF')
  })

  it('knows the codes of reports', async () => {
    const { code, stdout } = await runInProcess(['explain', 'SPACE_LEFT_PRIVATE', '--json'])
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ errors: [], lost: [{ kind: 'loss', what: expect.any(String) }] })
  })

  it('offers what looks alike', async () => {
    const { code, stdout } = await runInProcess(['explain', 'ZIP_BROKEN', '--json'])
    expect(code).toBe(2)
    expect(JSON.parse(stdout)).toMatchObject({
      error: { code: 'CODE_UNKNOWN', details: { similar: expect.arrayContaining(['ZIP_CUT_OFF']) } },
    })
  })
})

describe(formatInvocation, () => {
  it('can be copied into a shell', () => {
    const args = ['export', '-o', "it's here.zip", '--spaces', 'A,~b', '$HOME', '']
    expect(formatInvocation(args, 'spacecrate')).toBe(
      String.raw`spacecrate export -o 'it'\''s here.zip' --spaces A,~b '$HOME' ''`,
    )
  })
})
