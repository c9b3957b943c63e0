import { expect, it } from 'vitest'
import * as site from './index.js'

it('exports what the other packages build on, and nothing else', () => {
  expect(Object.keys(site).sort()).toEqual([
    'Faults',
    'SiteError',
    'anonymous',
    'checkSite',
    'columnsOf',
    'createDefinedSite',
    'createLargeSite',
    'createSite',
    'isLoopback',
    'listTokens',
    'loadFaults',
    'macroNames',
    'makeToken',
    'mayReadContent',
    'mayReadSpace',
    'openFaultControl',
    'openSite',
    'readFaultRules',
    'revokeToken',
    'serveSite',
    'servingProblem',
    'siteAddress',
    'siteErrorHints',
    'startSite',
  ])
})

it('has a hint for every error', () => {
  for (const hint of Object.values(site.siteErrorHints)) expect(hint).toMatch(/^[A-Z`].*[^.]$/)
})
