import { expect } from 'vitest'
import type { CommandResult } from './run-command.js'

/** An error as `--json` prints it. */
export interface Failure {
  readonly code: string
  readonly message: string
  readonly details: Readonly<Record<string, unknown>>
  readonly hint: string
  readonly exit: number
}

/** The error document of a command; fails the test if the command printed something else. */
export function failureOf(result: CommandResult): Failure {
  const { error } = JSON.parse(result.stdout) as { error: Failure }
  expect(error, result.stdout).toBeDefined()
  expect(error.exit).toBe(result.code)
  expect(error.hint).not.toBe('')
  expect(result.stderr).not.toMatch(/\n\s+at .*\(.*:\d+:\d+\)/)
  return error
}

/** Asserts that a command ended well and returns its JSON document. */
export function documentOf<Shape>(result: CommandResult): Shape {
  expect(`${result.code} ${result.signal ?? ''} ${result.code === 0 ? '' : result.stderr}`.trim()).toBe('0')
  return JSON.parse(result.stdout) as Shape
}
