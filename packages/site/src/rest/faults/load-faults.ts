import { readFile, stat } from 'node:fs/promises'
import { SiteError } from '../../error.js'
import { readFaultRules } from './fault-rule.js'
import { Faults } from './faults.js'

const longest = 1024 * 1024

/** Reads faults from a file of JSON: `{"faults": [{"on": "v2.getPages", "every": 10, "status": 503}]}`. Throws `FAULTS_INVALID`. */
export async function loadFaults(file: string): Promise<Faults> {
  try {
    const { size } = await stat(file)
    if (size > longest) throw new TypeError('It is larger than a megabyte')
    return new Faults(readFaultRules(JSON.parse(await readFile(file, 'utf8'))))
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error)
    throw new SiteError(
      'FAULTS_INVALID',
      `The file ${file} holds no faults: ${problem}`,
      { file, problem },
      { cause: error },
    )
  }
}
