import { readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { runInProcess } from '../../packages/cli/src/testing/run-in-process.js'
import { kiln, temporaryFolder } from '../testing/places.js'
import { spacecrate } from '../testing/run-command.js'

describe.skipIf(process.platform === 'win32')('files that commands make', () => {
  const place = temporaryFolder()

  it.each([
    [[], 0o600, 0o700],
    [['--mode', '0640'], 0o640, 0o750],
  ])('on the whole road with %j are for those alone who may read them', async (mode, file, folder) => {
    const name = `of-${file.toString(8)}`
    const at = (...names: string[]): string => place.at(name, ...names)
    const must = async (...args: string[]): Promise<void> => {
      expect({ args, code: (await runInProcess([...args, ...mode, '--quiet'])).code }).toEqual({ args, code: 0 })
    }
    const mask = process.umask()
    try {
      await must('export', '--from', kiln, '-o', at('out/kiln.crate.zip'), '--work', at('export'), '--keep-work')
      await must('site', 'create', at('site'))
      await must('plan', at('out/kiln.crate.zip'), '--to', at('site'), '-o', at('plan'), '--work', at('import'))
      await must('apply', at('plan'))
    } finally {
      process.umask(mask)
    }
    const found = new Map<string, string[]>()
    for (const entry of readdirSync(at(), { recursive: true, withFileTypes: true })) {
      const whole = path.join(entry.parentPath, entry.name)
      const made = `${entry.isDirectory() ? 'folder' : 'file'} ${(statSync(whole).mode & 0o777).toString(8)}`
      found.set(made, [...(found.get(made) ?? []), path.relative(at(), whole)])
    }
    const expected = [`file ${file.toString(8)}`, `folder ${folder.toString(8)}`]
    expect([...found].filter(([made]) => !expected.includes(made))).toEqual([])
    expect(found.get(expected[0] ?? '')?.length).toBeGreaterThan(30)
  })

  it('have no mode that would shut out or start anything', async () => {
    const { code, stderr } = await spacecrate(['site', 'create', place.at('none'), '--mode', '0755'])
    expect(code).toBe(2)
    expect(stderr).toContain('is no mode of files')
  })
})
