// The types of archiver leave out how a format is set: what its own class for ZIPs does in its constructor.

import type { Transform } from 'node:stream'

declare module 'archiver' {
  interface Archiver {
    _format: string
    _module: Transform
    _modulePipe(): void
  }
}
