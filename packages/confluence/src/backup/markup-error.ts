import { shown } from './shown.js'

/** XML that is not well-formed; its readers turn it into the `BackupError` that fits. Never leaves this folder. */
export class MarkupError extends Error {
  override readonly name = 'MarkupError'
  readonly offset: number
  readonly problem: string

  constructor(offset: number, problem: string) {
    super(`Not well-formed at byte ${offset}: ${shown(problem)}`)
    this.offset = offset
    this.problem = shown(problem)
  }
}
