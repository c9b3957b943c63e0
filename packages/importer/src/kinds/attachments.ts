import type { StreamKind } from './stream-kind.js'

/** Bodies name files, and a file cannot be shut by itself. */
export const attachments: StreamKind<'attachments'> = {
  register: (record, sources) => sources.addFile(record),
  isRefusedShut: true,
}
