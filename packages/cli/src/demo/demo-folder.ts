import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { assertFolder } from '@spacecrate/disk'
import { CommandError } from '../run/command-error.js'

/** Says that a folder belongs to the demo. */
const marker = 'spacecrate-demo.txt'
const markerText = 'The demo of Spacecrate writes here, a new folder per run. Delete it whenever you like.\n'

/**
 * A fresh folder for one run, `run-1`, `run-2` …, in a folder that is empty, new, or the demo's own. Nothing of an earlier
 * run is touched: its site may be open in a browser.
 */
export async function makeRunFolder(dir: string): Promise<string> {
  await assertFolder(dir)
  await mkdir(dir, { recursive: true })
  const entries = await readdir(dir)
  if (entries.length === 0) await writeFile(join(dir, marker), markerText, { flag: 'wx' })
  else if ((await readMarker(dir)) !== markerText) {
    throw new CommandError('DEMO_FOLDER_FOREIGN', `The folder ${dir} holds something that is not of the demo`, {
      path: dir,
    })
  }
  const numbers = entries.map((entry) => Number(/^run-(\d{1,9})$/.exec(entry)?.[1] ?? 0))
  for (let number = Math.max(0, ...numbers) + 1; ; number++) {
    const run = join(dir, `run-${number}`)
    try {
      await mkdir(run)
      return run
    } catch (error) {
      // Another demo that runs at the same time took this number.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
}

async function readMarker(dir: string): Promise<string | undefined> {
  try {
    return await readFile(join(dir, marker), 'utf8')
  } catch {
    return undefined
  }
}
