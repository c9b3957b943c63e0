/** Why an edit cannot be made: somebody else was first, or the name is taken. */
export class EditConflict extends Error {
  override readonly name = 'EditConflict'
  readonly reason: 'version' | 'title'
  /** Number of the version that stands. */
  readonly current: number | undefined

  constructor(reason: EditConflict['reason'], message: string, current?: number) {
    super(message)
    this.reason = reason
    this.current = current
  }
}
