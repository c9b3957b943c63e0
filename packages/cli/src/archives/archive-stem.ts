import { basename } from 'node:path'

/** `acme.crate.zip` as `acme.crate`: what the names of files beside an archive begin with. */
export function stemOf(archivePath: string): string {
  return basename(archivePath).replace(/(\.crate)?\.zip$/i, '$1')
}
