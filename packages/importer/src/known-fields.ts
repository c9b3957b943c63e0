import type { AnyRecord } from '@spacecrate/format'

/**
 * Takes fields out of a record that a newer version of the format added: what we don't know is not written anywhere. The
 * record is changed in place; it was just read and is nobody else's.
 *
 * @param unknown JSON pointers of the fields
 */
export function removeUnknown(record: AnyRecord, unknown: readonly string[]): void {
  for (const pointer of unknown) {
    const steps = pointer
      .split('/')
      .slice(1)
      .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    const last = steps.pop()
    let holder: unknown = record
    for (const step of steps)
      holder = isObject(holder) && Object.hasOwn(holder, step) ? Reflect.get(holder, step) : null
    if (isObject(holder) && last !== undefined) Reflect.deleteProperty(holder, last)
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
