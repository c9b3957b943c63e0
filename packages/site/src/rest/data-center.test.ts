import { describe, expect, it } from 'vitest'
import { ServedRest } from '../../testing/served-rest.js'

const plain = new ServedRest(undefined, { flavour: 'dc' })
const below = new ServedRest(undefined, { flavour: 'dc', contextPath: '/confluence' })

describe('a Data Center', () => {
  it('lies at the root or below its context path, and is no Cloud', async () => {
    expect((await plain.get('/rest/api/user/current')).json._links).toEqual({
      base: plain.url,
      context: '',
      self: `${plain.url}/rest/api/user?key=site-administrator`,
    })
    expect((await below.get('/rest/api/user/current')).json._links.base).toBe(`${below.url}/confluence`)
    const authorization = await below.authorization('person:ada')
    for (const path of [
      '/rest/api/user/current',
      '/confluence/api/v2/spaces',
      '/_edge/tenant_info',
      '/wiki/api/v2/spaces',
    ]) {
      const { status, headers } = await fetch(below.url + path, { headers: { authorization } })
      expect([status, headers.get('content-type')]).toEqual([404, expect.stringContaining('text/html')])
    }
  })

  it('takes a user name with a token, and a token by itself', async () => {
    const { json } = await plain.get('/rest/api/user/current', { as: 'person:ada' })
    expect(json).toMatchObject({ type: 'known', username: 'ada', userKey: 'ada', displayName: 'Ada Kilnwright' })
    const authorization = await plain.authorization('person:ada', 'gateway')
    expect((await plain.get('/rest/api/user/current', { as: 'anonymous', headers: { authorization } })).json).toEqual(
      json,
    )
    const wrong = await plain.get('/rest/api/user/current', { as: 'anonymous', headers: { authorization: 'Bearer x' } })
    expect([wrong.status, wrong.headers.get('www-authenticate')]).toEqual([401, expect.stringContaining('Basic')])
  })

  it('finds people by key and name, and says in its own words where it does not', async () => {
    expect((await plain.get('/rest/api/user?username=ada')).json.userKey).toBe('ada')
    expect((await plain.get('/rest/api/user?key=ben')).json.username).toBe('ben')
    const none = await plain.get('/rest/api/user?key=nobody')
    expect([none.status, none.json]).toEqual([
      404,
      {
        statusCode: 404,
        data: { authorized: false, valid: true, allowedInReadOnlyMode: true, errors: [], successful: false },
        message: 'No user found with key : nobody',
        reason: 'Not Found',
      },
    ])
    expect((await plain.get('/rest/api/user')).status).toBe(400)
  })

  it('tells of itself, and answers an unknown path with XML', async () => {
    expect((await plain.get('/rest/api/server-information')).json).toMatchObject({
      baseUrl: plain.url,
      version: expect.any(String),
    })
    expect((await plain.get('/rest/api/accessmode')).json).toBe('READ_WRITE')
    const { status, text } = await plain.get('/rest/api/nothing', { headers: { accept: '*/*' } })
    expect([status, text]).toEqual([404, expect.stringContaining('<message>null for uri: ')])
  })
})
