import { ImportError } from '@spacecrate/importer'
import { linesOf } from '../files.js'

/** What the lines of a file of a plan say. Throws `PLAN_INVALID` for a line that was damaged. */
export async function* parsedLinesOf(path: string): AsyncGenerator<unknown> {
  let line = 0
  for await (const text of linesOf(path)) {
    line++
    if (text === '') continue
    try {
      yield JSON.parse(text)
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error
      const problem = 'is no JSON'
      const message = `Line ${line} of ${path} ${problem}; make a new plan`
      throw new ImportError('PLAN_INVALID', message, { path, line, problem }, { cause: error })
    }
  }
}
