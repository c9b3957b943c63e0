import { openDatabase } from '@spacecrate/disk'

/**
 * Calls `before` ahead of every statement that writes, of every database of this process: the site, the journal, the plan.
 * All of them go through one function of the library. Ends when it is disposed.
 */
export function watchWrites(before: () => void): Disposable {
  const scratch = openDatabase(':memory:')
  const statements: { run: (...values: unknown[]) => unknown } = Object.getPrototypeOf(scratch.prepare('SELECT 1'))
  scratch.close()
  const { run } = statements
  statements.run = function (...values: unknown[]): unknown {
    before()
    return run.apply(this, values)
  }
  return {
    [Symbol.dispose]() {
      statements.run = run
    },
  }
}
