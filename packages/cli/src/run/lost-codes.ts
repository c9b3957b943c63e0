/** A code of something that is not there: an omission of an export or a loss of an import. */
export interface LostCode {
  readonly code: string
  readonly kind: 'omission' | 'loss'
  /** What it means. */
  readonly what: string
  readonly remedy?: string
}

/** Every code of a loss, in words. */
export async function lostCodes(): Promise<readonly LostCode[]> {
  const { lossTexts } = await import('@spacecrate/importer')
  return Object.entries(lossTexts).map(([code, text]) => ({ code, kind: 'loss', ...text }))
}
