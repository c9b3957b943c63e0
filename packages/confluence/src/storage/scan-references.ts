import type { BodyReference } from '../references/reference.js'
import { mayHoldReferences } from './forms.js'
import { walkStorage } from './storage-walk.js'
import type { MarkupFault } from './tag-cursor.js'

/** What a scan of a whole body found. */
export interface StorageScan {
  /** In the order in which they stand. */
  readonly references: readonly BodyReference[]
  /** The first place that isn't well formed. Not a validation: what the scan doesn't look at it doesn't notice. */
  readonly fault?: MarkupFault
}

/**
 * Lists the references that stand in a body in storage format. Those in the rich text of macros and in macro parameters
 * count, and URLs in the text of HTML macros; what else stands in CDATA, in plain text bodies and in comments doesn't.
 *
 * Never throws: markup that isn't well formed is scanned as far as it can be; `scanStorage` says where it isn't.
 */
export function scanReferences(body: string): readonly BodyReference[] {
  return mayHoldReferences(body) ? scanStorage(body).references : []
}

/** Like `scanReferences`, and tells where the body is not well formed. */
export function scanStorage(body: string): StorageScan {
  const references: BodyReference[] = []
  const fault = walkStorage(body, (found) => {
    for (const { reference } of found) references.push(reference)
  })
  return fault === undefined ? { references } : { references, fault }
}
