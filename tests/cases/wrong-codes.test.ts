import { chmodSync, cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { failureOf } from '../testing/answers.js'
import { createInProcess, exportInProcess } from '../testing/in-process.js'
import { kiln, note, temporaryFolder } from '../testing/places.js'
import { type CommandResult, root, run, spacecrate } from '../testing/run-command.js'

const command = [process.execPath, `${root}/packages/cli/bin/spacecrate.js`]

const canMount = await run('unshare', ['-rm', 'true']).then(
  ({ code }) => code === 0,
  () => false,
)
if (!canMount) note('tests of a read-only disk: `unshare -rm` is not allowed here')

/** Runs a command under a limit of the shell. */
function limited(limit: string, args: readonly string[]): Promise<CommandResult> {
  return run('sh', ['-c', `ulimit ${limit}; exec "$@"`, 'sh', ...command, ...args, '--json'])
}

describe('what storage does', () => {
  const place = temporaryFolder()

  beforeAll(async () => {
    await exportInProcess(place.at('kiln.crate.zip'), kiln)
    await createInProcess(place.at('site'))
  })

  it.each([20, 32, 64])('with %i open files allowed is said in a sentence', async (files) => {
    const { code, stdout, stderr } = await limited(`-n ${files}`, ['verify', place.at('kiln.crate.zip')])
    expect({ code, stdout }).toEqual({ code: 40, stdout: '' })
    expect(stderr).toBe(
      'spacecrate has to open more files than are allowed here; allow 256 or more (`ulimit -n 256`)\n',
    )
  })

  it.each([8, 60, 200])('when files may not grow beyond %i blocks stops an export, which goes on', async (blocks) => {
    const archive = place.at(`small-${blocks}.crate.zip`)
    const args = ['export', '--from', kiln, '-o', archive, '--work', `${archive}.work`]
    const stopped = await limited(`-f ${blocks}`, args)
    expect(stopped.code).toBe(40)
    expect(failureOf(stopped).code).toMatch(/^(?:SQLITE_IOERR|SCRATCH_FAILED|EFBIG|DISK_FULL)$/)
    expect((await spacecrate([...args, '--json'])).code).toBe(0)
  })

  it.each([8, 100, 400])('when files may not grow beyond %i blocks stops an import, which goes on', async (blocks) => {
    const site = place.at(`site-${blocks}`)
    cpSync(place.at('site'), site, { recursive: true })
    const args = ['import', place.at('kiln.crate.zip'), '--to', site, '--work', `${site}.work`, '--yes']
    const stopped = await limited(`-f ${blocks}`, args)
    expect(stopped.code).toBe(40)
    expect(failureOf(stopped).code).toMatch(/^(?:SQLITE_IOERR|EFBIG|DISK_FULL)$/)
    expect((await spacecrate([...args, '--json'])).code).toBe(0)
  })

  it('to the places of a plan is said of the plan', async () => {
    const dir = place.at('plan')
    const planning = ['plan', place.at('kiln.crate.zip'), '--to', place.at('site'), '-o', dir, '--json']
    expect((await spacecrate(planning)).code).toBe(0)
    writeFileSync(`${dir}/access.ndjson`, `${readFileSync(`${dir}/access.ndjson`, 'utf8')}{"gains":[\n`)
    const applied = await spacecrate(['apply', dir, '--json'])
    expect(failureOf(applied)).toMatchObject({ code: 'PLAN_INVALID' })
  })

  describe.skipIf(!canMount)('on a disk that is read-only', () => {
    const disk = place
    const cases: readonly (readonly [name: string, args: readonly string[], code: RegExp])[] = [
      ['an archive', ['export', '--from', kiln, '-o', 'x.crate.zip', '--work', '$REST/w1'], /^EROFS$/],
      ['an archive in a folder', ['export', '--from', kiln, '-o', 'sub/x.crate.zip', '--work', '$REST/w2'], /^EROFS$/],
      ['a work folder', ['export', '--from', kiln, '-o', '$REST/x.crate.zip'], /^EROFS$/],
      ['a site that is made', ['site', 'create', 'made'], /^EROFS$/],
      ['the plan', ['plan', 'kiln.crate.zip', '--to', '$REST/site', '-o', 'plan'], /^EROFS$/],
      ['the site', ['import', 'kiln.crate.zip', '--to', 'site', '--yes', '--work', '$REST/w3'], /^DESTINATION_FAILED$/],
      ['the demo', ['demo', '--dir', 'demo'], /^EROFS$/],
    ]

    async function onReadOnlyDisk(args: readonly string[]): Promise<CommandResult> {
      mkdirSync(disk.at('disk'), { recursive: true })
      const script = [
        `export REST="${disk.at()}"`,
        `mount -t tmpfs tmpfs "${disk.at('disk')}" && cd "${disk.at('disk')}" || exit 99`,
        `cp -r "${disk.at('site')}" "${disk.at('kiln.crate.zip')}" . && mount -o remount,ro "${disk.at('disk')}" || exit 98`,
        `exec ${[...command, ...args, '--json'].map((word) => `"${word}"`).join(' ')}`,
      ]
      return await run('unshare', ['-rm', 'sh', '-c', script.join('\n')])
    }

    it.each(cases)('%s is said to be that', async (_name, args, code) => {
      const result = await onReadOnlyDisk(args)
      expect(failureOf(result).code).toMatch(code)
      expect(result.code).toBe(40)
    })

    it('a site is read all the same', async () => {
      const result = await onReadOnlyDisk([
        'export',
        '--from',
        'site',
        '-o',
        '$REST/read.crate.zip',
        '--work',
        '$REST/w4',
      ])
      expect(result.code).toBe(0)
    })
  })

  it('to a folder that may not be looked into is no absence', async () => {
    mkdirSync(place.at('closed'))
    chmodSync(place.at('closed'), 0)
    const asNobody = ['--reuid=65534', '--regid=65534', '--clear-groups', ...command]
    const result = await run('setpriv', [...asNobody, 'report', place.at('closed'), '--json']).catch(() => undefined)
    if (result === undefined || process.getuid?.() !== 0) return note('a closed folder: there is no setpriv here')
    expect(failureOf(result).code).toBe('EACCES')
  })
})
