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
  if (result.code === 0) throw new Error(`The command ended well: ${result.stdout}`)
  const { error } = JSON.parse(result.stdout) as { error: Failure }
  expect(typeof error).toBe('object')
  expect(error.exit).toBe(result.code)
  expect(error.hint).not.toBe('')
  expect(result.stderr).not.toMatch(/\n\s+at .*\(.*:\d+:\d+\)/)
  return error
}

/** Asserts that a command ended well; a failing test shows what it printed. */
export function mustEndWell(result: CommandResult): CommandResult {
  const { code, signal, stderr } = result
  expect({ code, signal, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, signal: null, stderr: '' })
  return result
}

/** Asserts that a command ended well and returns its JSON document. */
export function documentOf<Shape>(result: CommandResult): Shape {
  return JSON.parse(mustEndWell(result).stdout) as Shape
}
