import type { Manifest } from '@spacecrate/format'

/** What kind of source an archive is of, from the most general word to the most special. */
export function sourceWords({
  adapter,
  product,
  version,
  exportType,
}: Pick<Manifest['source'], 'adapter' | 'product' | 'version' | 'exportType'>): readonly string[] {
  if (adapter === 'csv-export') return ['Cloud space export (CSV)', ...(version === undefined ? [] : [version])]
  return [product, version, exportType].filter((part) => part !== undefined)
}
