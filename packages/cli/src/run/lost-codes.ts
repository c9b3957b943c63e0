/**
 * A code of something that is not there, or otherwise than before: an omission of an export, a loss of an import, a reference
 * that leads nowhere, a change of access, a limit of the destination.
 */
export interface LostCode {
  readonly code: string
  readonly kind: 'omission' | 'loss' | 'reference' | 'access' | 'limit'
  /** What it means. */
  readonly what: string
  readonly remedy?: string | undefined
}

/** Every code of an omission, a loss or an unresolved reference, in words. */
export async function lostCodes(): Promise<readonly LostCode[]> {
  const [{ omissionTexts }, { lossTexts }, { accessCodes, limitCodes, referenceWords, reportCodes }] =
    await Promise.all([import('@spacecrate/exporter'), import('@spacecrate/importer'), import('@spacecrate/report')])
  return [
    ...Object.entries(omissionTexts).map(([code, { why, ...rest }]): LostCode => ({
      code,
      kind: 'omission',
      what: why,
      ...rest,
    })),
    ...Object.entries(lossTexts).map(([code, text]): LostCode => ({ code, kind: 'loss', ...text })),
    ...Object.entries(reportCodes).map(([code, text]): LostCode => ({ code, kind: 'loss', ...text })),
    ...Object.entries(accessCodes).map(([code, text]): LostCode => ({ code, kind: 'access', ...text })),
    ...Object.entries(limitCodes).map(([code, text]): LostCode => ({ code, kind: 'limit', ...text })),
    ...Object.entries(referenceWords).map(([code, { why, remedy }]): LostCode => ({
      code,
      kind: 'reference',
      what: why,
      remedy,
    })),
  ]
}
