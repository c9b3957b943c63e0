import { expect, it } from 'vitest'
import * as report from './index.js'
import * as words from './words.js'

it('offers what the command line needs, and nothing else', () => {
  expect(Object.keys(report).sort()).toEqual([
    'FindingCollector',
    'RunClock',
    'accessCodes',
    'collectExportReport',
    'collectImportReport',
    'describeTime',
    'importLists',
    'likelyHosts',
    'limitCodes',
    'missingOfOmission',
    'referenceWords',
    'renderExportReport',
    'renderImportReport',
    'reportCodes',
  ])
})

it('offers words apart, for commands that make no report', () => {
  expect(Object.keys(words).sort()).toEqual([
    'checkSums',
    'countCharacters',
    'describeSelection',
    'formatBytes',
    'formatCount',
    'formatDuration',
    'formatInstant',
    'formatNoun',
    'formatRate',
    'notEmpty',
    'partialWords',
    'printable',
    'shorten',
    'sourceWords',
  ])
})
