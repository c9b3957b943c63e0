import { expect, it, describe } from 'vitest'
import { ServedRest, numberIn } from '../../testing/served-rest.js'

const rest = new ServedRest()
const key = { 'atl-confluence-with-admin-key': 'true' }
const none = { 'atl-confluence-with-admin-key': 'false' }

describe('the admin key', () => {
  it('shows what is restricted to an administrator, at the site alone', async () => {
    const secret = `/api/v2/pages/${numberIn(rest.ids.secret)}`
    await rest.delete('/api/v2/admin-key')
    expect((await rest.get('/api/v2/admin-key', { headers: none })).status).toBe(404)
    expect((await rest.get(secret, { headers: key })).status).toBe(404)
    const all = await rest.all('/api/v2/pages?limit=2', { headers: none })
    const { status, json } = await rest.post('/api/v2/admin-key', { durationInMinutes: 5 }, { headers: none })
    expect([status, json]).toEqual([
      200,
      { accountId: 'site-administrator', expirationTime: expect.stringMatching(/^\d{4}-.*Z$/) },
    ])
    expect((await rest.get('/api/v2/admin-key', { headers: none })).json).toEqual(json)
    expect((await rest.get(secret, { headers: none })).status).toBe(404)
    expect((await rest.get(secret, { headers: key })).status).toBe(200)
    expect((await rest.all('/api/v2/pages?limit=2', { headers: key })).length).toBe(all.length + 1)
    expect((await rest.get(secret, { headers: key, door: 'gateway' })).status).toBe(404)
    expect(await rest.all('/api/v2/pages?limit=2', { headers: key, door: 'gateway' })).toEqual(all)
    expect((await rest.delete('/api/v2/admin-key', { headers: none })).status).toBe(204)
    expect((await rest.get(secret, { headers: key })).status).toBe(404)
  })

  it('is for administrators of the site, and for 1 to 60 minutes', async () => {
    for (const method of ['GET', 'POST', 'DELETE'] as const) {
      expect((await rest.ask(method, '/api/v2/admin-key', { as: 'person:ben' })).status).toBe(404)
    }
    expect((await rest.post('/api/v2/admin-key', { durationInMinutes: 61 })).status).toBe(400)
    expect((await rest.get('/api/v2/admin-key', { door: 'gateway' })).status).toBe(404)
    rest.store.insert('memberships', {
      id: 'membership:group:site-administrators/person:ben',
      group: 'group:site-administrators',
      member: 'person:ben',
    })
    expect((await rest.ask('POST', '/api/v2/admin-key', { as: 'person:ben' })).status).toBe(200)
    expect(
      (await rest.get(`/api/v2/pages/${numberIn(rest.ids.secret)}`, { as: 'person:ben', headers: key })).status,
    ).toBe(200)
    expect((await rest.get(`/api/v2/pages/${numberIn(rest.ids.secret)}`, { as: 'person:ben' })).status).toBe(404)
  })
})
