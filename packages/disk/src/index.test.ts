import { expect, it } from 'vitest'
import * as disk from './index.js'

it('offers what others build on, and nothing else', () => {
  expect(Object.keys(disk).sort()).toEqual([
    'DiskError',
    'FileLock',
    'TempFolder',
    'asDiskFull',
    'assertFree',
    'assertNoLink',
    'diskErrorHints',
    'dropPart',
    'firstError',
    'isDiskError',
    'isDiskFull',
    'isTaken',
    'makeOwnFolder',
    'moveWithoutReplacing',
    'namePart',
    'onDisk',
    'openPart',
    'storageCode',
    'syncFolder',
    'takeFolder',
    'writeAt',
    'writeNewFile',
    'writeOwnFile',
  ])
})
