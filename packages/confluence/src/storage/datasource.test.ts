import { describe, expect, it } from 'vitest'
import type { ReferenceChange } from '../references/reference.js'
import { rewriteReferences } from './rewrite-references.js'
import { scanReferences } from './scan-references.js'

const list = '768fc736-3af4-4a8f-b27e-203602bff8ca'
const site = 'c8a1f5b2-0000-4000-8000-123456789abc'

/** A table as the editor of 2026 writes it: a link with the question beside it. */
function table(datasource: unknown, quote: '"' | "'" = '"'): string {
  const json = JSON.stringify(datasource).replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  const value = quote === '"' ? json.replaceAll('"', '&quot;') : json.replaceAll("'", '&#39;')
  return `<a href="https://old.example/wiki/search" data-card-appearance="block" data-datasource=${quote}${value}${quote}>t</a>`
}

function found(body: string): unknown[] {
  return scanReferences(body).flatMap(({ kind, says, verbatim }) => (kind === 'url' ? [] : [[kind, says, verbatim]]))
}

const parameters = {
  cloudId: site,
  spaceKeys: ['DOC', 'OPS'],
  ancestorPageIds: ['42'],
  creatorAccountIds: ['1:a'],
  contributorAccountIds: ['2:b'],
  contentARIs: [`ari:cloud:confluence:${site}:page/7`],
  labels: ['kiln'],
  searchString: '',
}

const account = (value: string): object => ({ user: { by: 'account-id', value } })

describe('the question of a table in a link', () => {
  it.each(['"', "'"] as const)('says spaces, pages, people and the site, each in its place, within %s', (quote) => {
    const body = table({ id: list, parameters, views: [{ type: 'table' }] }, quote)
    expect(found(body)).toEqual([
      ['application-link', { cloudId: site }, site],
      ['space', { spaceKey: 'DOC' }, 'DOC'],
      ['space', { spaceKey: 'OPS' }, 'OPS'],
      ['content', { contentId: '42' }, '42'],
      ['user', account('1:a'), '1:a'],
      ['user', account('2:b'), '2:b'],
      ['page', { contentId: '7', cloudId: site }, `ari:cloud:confluence:${site}:page/7`],
    ])
  })

  it('keeps a query byte for byte, and says nothing of it', () => {
    const jira = {
      id: 'd8b75300-dfda-4519-b6cd-e49abbd50401',
      parameters: { cloudId: site, jql: 'space = "DOC" & x < 1' },
    }
    expect(found(table(jira))).toEqual([['application-link', { cloudId: site }, site]])
  })

  it('names a provider that nobody knows', () => {
    const other = '11111111-2222-4333-8444-555555555555'
    expect(found(table({ id: other, parameters: { boards: ['DOC'] } }))).toEqual([
      ['app-object', { objectId: other }, other],
    ])
  })

  it.each([
    ['no JSON', 'DOC'],
    [
      'JSON that breaks off',
      `{&quot;id&quot;:&quot;${list}&quot;,&quot;parameters&quot;:{&quot;spaceKeys&quot;:[&quot;DOC&quot;`,
    ],
    ['a list', '[&quot;id&quot;]'],
    ['nothing', ''],
  ])('that is %s says nothing', (_what, value) => {
    expect(found(`<a href="https://o/1" data-datasource="${value}">t</a>`)).toEqual([])
  })

  it.each(['"', "'"] as const)('is written anew in parts: all else keeps its bytes, within %s', (quote) => {
    const views = [{ type: 'table', properties: { columns: [{ key: 'a"b\\' }, { key: "it's" }] } }]
    const change = ({
      kind,
      says,
    }: {
      kind: string
      says: { spaceKey?: string; contentId?: string }
    }): ReferenceChange | undefined => {
      if (kind === 'space' && says.spaceKey === 'DOC') return { spaceKey: `D"O'C` }
      if (kind === 'content' || kind === 'page') return { contentId: '99', cloudId: 'new' }
      return kind === 'user' ? { user: { by: 'account-id', value: '9:z' } } : undefined
    }
    const { body, changed } = rewriteReferences(table({ id: list, parameters, views }, quote), change)
    const after = {
      ...parameters,
      spaceKeys: [`D"O'C`, 'OPS'],
      ancestorPageIds: ['99'],
      creatorAccountIds: ['9:z'],
      contributorAccountIds: ['9:z'],
      contentARIs: ['ari:cloud:confluence:new:page/99'],
    }
    expect(body).toBe(table({ id: list, parameters: after, views }, quote))
    expect(changed).toBe(5)
  })
})

describe('a synced block', () => {
  const resource = 'ari:cloud:blocks:c8a1:synced-block/confluence-page:1/2'
  const block = `<ac:adf-extension><ac:adf-node type="bodied-sync-block"><ac:adf-attribute key="resource-id">${resource}</ac:adf-attribute><ac:adf-attribute key="local-id">x</ac:adf-attribute><ac:adf-content><p><ac:link><ri:page ri:content-title="Old"/></ac:link></p></ac:adf-content></ac:adf-node></ac:adf-extension>`

  it('is named, and the links inside are links of the page', () => {
    expect(found(block)).toEqual([
      ['app-object', { objectId: resource }, resource],
      ['page', { title: 'Old' }, '<ri:page ri:content-title="Old"/>'],
    ])
    const { body } = rewriteReferences(block, ({ kind }) => (kind === 'page' ? { title: 'New' } : undefined))
    expect(body).toBe(block.replace('"Old"', '"New"'))
  })
})
