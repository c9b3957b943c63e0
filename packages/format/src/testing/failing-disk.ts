import fs from 'node:fs'
import { open } from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'

/** A write to the disk that finds no room. */
export class NoSpace extends Error {
  readonly code = 'ENOSPC'
}

/**
 * Runs some work on a disk that takes `calls` calls that write and has no room for any more. Tells whether there was such
 * a call.
 */
export async function onFailingDisk(calls: number, work: () => Promise<void>): Promise<{ readonly failed: boolean }> {
  let done = 0
  const count = (): void => {
    done += 1
    if (done > calls) throw new NoSpace('ENOSPC: no space left on device')
  }
  const probe = await open(import.meta.filename, 'r')
  const handle: unknown = Object.getPrototypeOf(probe)
  await probe.close()
  const undo = [
    replace(handle, 'write', count),
    replace(handle, 'sync', count),
    replace(handle, 'datasync', count),
    replace(fs, 'writeSync', count),
    ...['rename', 'mkdir', 'link', 'open'].map((name) => replace(fs.promises, name, count)),
  ]
  syncBuiltinESMExports()
  try {
    await work()
  } finally {
    for (const restore of undo) restore()
    syncBuiltinESMExports()
  }
  return { failed: done > calls }
}

/** Lets a method of an object call `before` first. Returns what puts the method back. */
function replace(holder: unknown, name: string, before: () => void): () => void {
  if (typeof holder !== 'object' || holder === null) throw new TypeError('No object')
  const method: unknown = Reflect.get(holder, name)
  if (typeof method !== 'function') throw new TypeError(`No method ${name}`)
  Reflect.set(holder, name, function replaced(this: unknown, ...parameters: unknown[]): unknown {
    before()
    return Reflect.apply(method, this, parameters)
  })
  return () => {
    Reflect.set(holder, name, method)
  }
}
