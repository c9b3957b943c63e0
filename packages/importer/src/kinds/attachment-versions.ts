import type { StreamKind } from './stream-kind.js'

/** The bytes of a file: a destination may take none that is so large. */
export const attachmentVersions: StreamKind<'attachment-versions'> = {
  holdsNoText: true,
  overLimit: ({ of, bytes = 0 }, { fileBytes }) =>
    fileBytes === undefined || bytes <= fileBytes
      ? undefined
      : { code: 'FILE_TOO_LARGE', id: of, what: `a file of ${bytes} bytes, where ${fileBytes} are taken` },
}
