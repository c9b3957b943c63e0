import { mkdirSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { kiln, note, temporaryFolder } from '../testing/places.js'
import { mustCreate, mustExport } from '../testing/road.js'
import { root, run } from '../testing/run-command.js'

const enlarge = 'mount -o remount,size=64m "$DISK"'
const command = `"${process.execPath}" "${root}/packages/cli/bin/spacecrate.js"`

/** A small disk of its own needs a mount namespace: root, or a kernel that gives one to everybody. */
const canMount = await run('unshare', ['-rm', 'true']).then(
  ({ code }) => code === 0,
  () => false,
)
if (!canMount) note('tests of a full disk: `unshare -rm` is not allowed here')

describe.skipIf(!canMount)('a disk that is full', () => {
  const place = temporaryFolder()
  let whole = ''

  beforeAll(async () => {
    mkdirSync(place.at('disk'))
    whole = (await mustExport(place.at('kiln.crate.zip'), kiln)).contentRoot
    await mustCreate(place.at('site'))
  })

  // From a disk that holds nothing to one that holds all but the end of the archive.
  it.each([40, 160, 300, 480, 720, 880, 1040])(
    'of %i KiB stops an export, which goes on when there is room',
    async (kibibytes) => {
      const disk = place.at('disk')
      const exporting = `${command} export --from "${kiln}" -o "${disk}/a.crate.zip" --work "${disk}/work" --json`
      const steps = await onDisk(kibibytes, [
        exporting,
        `ls "${disk}"`,
        enlarge,
        exporting,
        `${command} inspect "${disk}/a.crate.zip" --json`,
      ])
      expect(steps.codes).toEqual([40, 0, 0, 0, 0])
      expect(JSON.parse(steps.outputs[0] ?? '')).toMatchObject({ error: { exit: 40 } })
      expect(steps.outputs[0]).toMatch(/DISK_FULL|ENOSPC|SCRATCH_FAILED/)
      expect(steps.outputs[1]).not.toContain('a.crate.zip\n')
      expect(JSON.parse(steps.outputs[4] ?? '')).toMatchObject({ contentRoot: whole })
    },
  )

  it.each([20, 160, 400, 800])(
    '%i KiB larger than a site stops an import, which goes on when there is room',
    async (rest) => {
      const kibibytes = Number((await run('du', ['-sk', place.at('site')])).stdout.split('\t')[0]) + rest
      const disk = place.at('disk')
      const importing = `${command} import "${place.at('kiln.crate.zip')}" --to "${disk}/site" --work "${disk}/work" --yes --json`
      const copying = `cp -r "${place.at('site')}" "${disk}/site"`
      const steps = await onDisk(kibibytes, [copying, importing, enlarge, importing, importing])
      expect(steps.codes).toEqual([0, 40, 0, 0, 0])
      expect(steps.outputs[1]).toMatch(/DISK_FULL|SITE_FULL|ENOSPC/)
    },
  )

  /** Runs shell commands one after the other on a disk of this size, each whatever the one before it said. */
  async function onDisk(
    kibibytes: number,
    commands: readonly string[],
  ): Promise<{ codes: number[]; outputs: string[] }> {
    const mark = '\u0001'
    const script = [
      `export DISK="${place.at('disk')}"`,
      `mount -t tmpfs -o size=${kibibytes}k tmpfs "$DISK" || exit 99`,
      ...commands.flatMap((line) => [line, `printf '${mark}%s${mark}' $?`]),
    ]
    const { code, stdout } = await run('unshare', ['-rm', 'sh', '-c', script.join('\n')])
    expect(code).toBe(0)
    const parts = stdout.split(mark)
    return {
      outputs: commands.map((_, index) => parts[index * 2] ?? ''),
      codes: commands.map((_, index) => Number(parts[index * 2 + 1])),
    }
  }
})
