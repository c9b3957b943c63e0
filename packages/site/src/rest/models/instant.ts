import type { Instant } from '@spacecrate/format'

/** A time as Cloud writes it: without milliseconds where they are zero. */
export function cloudTime(instant: Instant | undefined): string | undefined {
  return instant?.at.replace('.000Z', 'Z')
}
