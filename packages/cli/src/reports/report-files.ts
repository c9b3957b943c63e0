/** The files of a report. */
export interface ReportFiles {
  readonly html: string
  readonly json: string
  /** All omissions or losses, one a line; absent where there are none. */
  readonly full?: string | undefined
}
