import { expect, it } from 'vitest'
import * as site from './index.js'

it('exports what the other packages build on, and nothing else', () => {
  expect(Object.keys(site).sort()).toEqual([
    'SiteError',
    'anonymous',
    'columnsOf',
    'createDefinedSite',
    'createLargeSite',
    'createSite',
    'isLoopback',
    'macroNames',
    'mayReadContent',
    'mayReadSpace',
    'openSite',
    'serveSite',
    'servingProblem',
    'siteAddress',
    'siteErrorHints',
  ])
})

it('has a hint for every error', () => {
  for (const hint of Object.values(site.siteErrorHints)) expect(hint).toMatch(/^[A-Z`].*[^.]$/)
})
