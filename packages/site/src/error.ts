/** What each error of a site says beyond its message. */
export interface SiteErrorDetails {
  readonly SITE_EXISTS: { readonly dir: string }
  readonly SITE_NOT_FOUND: { readonly dir: string }
  readonly SITE_INVALID: { readonly dir: string; readonly problem: string }
  readonly SITE_NEWER: { readonly dir: string; readonly version: number; readonly supported: number }
  readonly SITE_IN_USE: { readonly dir: string }
  readonly SITE_READ_ONLY: { readonly dir: string }
  readonly SITE_FULL: { readonly dir: string }
  readonly SITE_CLOSED: { readonly dir: string }
  readonly ROW_EXISTS: { readonly stream: string; readonly id: string; readonly record?: string }
  readonly ROW_INVALID: { readonly stream: string; readonly id: string; readonly problem: string }
  readonly ROW_NOT_OURS: { readonly id: string; readonly source: string; readonly record: string }
  readonly ROW_EDITED: { readonly stream: string; readonly id: string }
  readonly BLOB_MISSING: { readonly digest: string }
  readonly BLOB_CORRUPT: { readonly digest: string; readonly actual: string }
  readonly DEFINITION_NOT_FOUND: { readonly folder: string }
  readonly DEFINITION_TOO_LARGE: { readonly folder: string; readonly limit: string }
  readonly DEFINITION_SYNTAX: { readonly file: string; readonly line: number; readonly column: number }
  readonly DEFINITION_INVALID: { readonly file: string; readonly pointer: string; readonly problem: string }
  readonly DEFINITION_DUPLICATE: { readonly file: string; readonly pointer: string; readonly id: string }
  readonly DEFINITION_DANGLING: { readonly file: string; readonly pointer: string; readonly id: string }
  readonly DEFINITION_FILE: { readonly file: string; readonly pointer: string; readonly path: string }
  readonly PORT_IN_USE: { readonly host: string; readonly port: number }
  readonly VIEWER_UNKNOWN: { readonly viewer: string }
  readonly FAULTS_INVALID: { readonly file: string; readonly problem: string }
  readonly TOKEN_EXISTS: { readonly name: string }
  readonly TOKEN_UNKNOWN: { readonly name: string }
  readonly PERSON_UNKNOWN: { readonly person: string }
}

/** Code of an error of a site. */
export type SiteErrorCode = keyof SiteErrorDetails

/** What to do about each error, in one sentence for a person. */
export const siteErrorHints: { readonly [Code in SiteErrorCode]: string } = {
  SITE_EXISTS: 'Choose a folder that is empty or not there yet',
  SITE_NOT_FOUND: 'Give the folder of a site, or make one with `spacecrate site create`',
  SITE_INVALID: 'Restore the folder of the site from a backup; nothing in it was changed',
  SITE_NEWER: 'Use the version of Spacecrate that made this site, or a newer one',
  SITE_IN_USE: 'Wait until the other process has finished, or stop it, and run the command again',
  SITE_READ_ONLY:
    'Give this user the right to write to the folder of the site, or take a copy of it that can be written',
  SITE_FULL: 'Make room on the disk of the site and run the command again; it goes on where it stopped',
  SITE_CLOSED: 'Open the site again',
  ROW_EXISTS: 'Use what is there, or another id; nothing was overwritten',
  ROW_INVALID: 'Create what the row points to first, or leave the reference out',
  ROW_NOT_OURS: 'Leave the row alone: no import of this source created it',
  ROW_EDITED: 'Leave the row alone, or change it by hand: somebody has edited it since the import',
  BLOB_MISSING: 'Restore the blobs of the site from a backup, or import the archive again',
  BLOB_CORRUPT: 'Check the disk, and restore the blob from a backup or from the archive',
  DEFINITION_NOT_FOUND: 'Give a folder that holds definitions (`*.json`), such as `fixtures/sites/small`',
  DEFINITION_TOO_LARGE:
    'Definitions are for sites that people write; make a large site with `site create DIR --pages N`',
  DEFINITION_SYNTAX: 'Correct the JSON at this line and column; no site was made',
  DEFINITION_INVALID: 'Correct the record at this place; `schemas/` says which fields a kind has. No site was made',
  DEFINITION_DUPLICATE: 'Give one of the two another id, or take it out; no site was made',
  DEFINITION_DANGLING: 'Define what the record points to, or take the reference out; no site was made',
  DEFINITION_FILE: 'Put the file into the folder of the definitions and name it from there; no site was made',
  PORT_IN_USE: 'Choose another port, or 0 for any free one',
  FAULTS_INVALID: 'Correct the file at this place, or serve the site without `--faults`',
  TOKEN_EXISTS: 'Give the token another name with `--name`, or revoke the one that has it',
  TOKEN_UNKNOWN: 'See which tokens there are with `spacecrate site token DIR --list`',
  PERSON_UNKNOWN: 'Give the id or the e-mail of a person of this site whose account is in use',
  VIEWER_UNKNOWN: 'Give the id of a person of this site, such as `person:site-administrator`, or `anonymous`',
}

/** Something that a site cannot do. `code` says what, `details` where, and `siteErrorHints[code]` what to do next. */
export class SiteError<Code extends SiteErrorCode = SiteErrorCode> extends Error {
  override readonly name = 'SiteError'
  readonly code: Code
  readonly details: SiteErrorDetails[Code]

  constructor(code: Code, message: string, details: SiteErrorDetails[Code], options?: ErrorOptions) {
    super(message, options)
    this.code = code
    this.details = details
  }
}

/** True for an error of a site with this code. */
export function isSiteError<Code extends SiteErrorCode>(error: unknown, code: Code): error is SiteError<Code> {
  return error instanceof SiteError && error.code === code
}

/** The code of an error of Node or SQLite; empty where it has none. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}
