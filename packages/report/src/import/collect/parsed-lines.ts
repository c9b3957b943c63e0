import { open } from 'node:fs/promises'
import { ImportError } from '@spacecrate/importer'

/** The parsed lines of a file of a plan. Throws `PLAN_INVALID` for a damaged line. */
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

/** The lines of a file; none where there is no such file. Any other reason not to read it is an error. */
export async function* linesOf(path: string): AsyncGenerator<string> {
  const file = await open(path, 'r').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  })
  if (file === undefined) return
  try {
    yield* file.readLines()
  } finally {
    await file.close()
  }
}
