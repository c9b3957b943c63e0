import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runExport } from './run-export.js'
import { TempFolder } from './testing/export-backup.js'
import { smallBackup } from './testing/small-backup.js'
import { xmlBackup } from './sources/xml-backup/xml-backup-source.js'

describe('an export from inside an unpacked backup', () => {
  it.each(['work', 'spacecrate-work/kiln', 'deep/down/work'])('leaves its own files out of it (%s)', async (name) => {
    await using folder = await TempFolder.make()
    const path = await smallBackup().file('spacecrate-work/other/index.sqlite', 'of another run').write(folder.path)
    const { summary } = await runExport({
      source: xmlBackup({ path }),
      sourceKey: 'test',
      output: join(path, 'kiln.crate.zip'),
      workDir: join(path, name),
      selection: {},
      tool: { name: 'spacecrate', version: '0.0.0' },
    })
    expect(summary).toMatchObject({ complete: true, omissions: {} })
  })
})
