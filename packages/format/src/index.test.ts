import { expect, it } from 'vitest'
import * as format from './index.js'

it('offers what others build on, and nothing else', () => {
  expect(Object.keys(format).sort()).toEqual([
    'ArchiveError',
    'archiveErrorHints',
    'blobsOf',
    'bodyFor',
    'diffArchives',
    'encodeValue',
    'fieldsOf',
    'fitsRecord',
    'formatVersion',
    'hangingOn',
    'impacts',
    'isArchiveError',
    'isPartial',
    'isStreamName',
    'loadBody',
    'mapIds',
    'openArchive',
    'openWorkFolder',
    'referencesOf',
    'refusalOf',
    'selectableKinds',
    'siteId',
    'streamNames',
    'streamRules',
    'unexplainedIn',
    'unknownAccessOf',
    'unknownPermission',
    'unknownRestriction',
    'validateRecord',
    'verifyArchive',
    'verifyLevels',
    'withoutFields',
  ])
})
