import { describe, expect, it } from 'vitest'
import { namesSecret, showsSecret } from './secret-words.js'

describe(namesSecret, () => {
  it.each([
    'smtpPassword',
    'captcha.api-key',
    'licenseMessage',
    'licence',
    'privateKey',
    'consumer_key',
    'synchrony_service_jwt_secret',
    'oauth.consumer',
    'applinks.admin.a.auth.b',
    'confluence.server.id',
    'sign-up.token',
  ])('%s', (name) => {
    expect(namesSecret(name)).toBe(true)
  })

  it.each(['theme.key', 'author', 'siteTitle', 'compass', 'keyboard', 'server.identity', 'passage'])(
    'not %s',
    (name) => {
      expect(namesSecret(name)).toBe(false)
    },
  )
})

describe(showsSecret, () => {
  it.each(['{"api_key" : "hush"}', '[{"a":1,"smtpPassword":"hush"}]'])('%s', (text) => {
    expect(showsSecret(text)).toBe(true)
  })

  it.each([
    'https://me:pass@b.example',
    '<input type="password" name="p">',
    '{"tokens": 3, "b": "c"}',
    '"password": ""',
    'mailto:a:b@c',
  ])('not %s', (text) => {
    expect(showsSecret(text)).toBe(false)
  })

  it.each(['"', '"passw', '://a:', '"token" ', ':// '])('ends at once with a megabyte of %j', (piece) => {
    expect(showsSecret(piece.repeat(Math.ceil(1_000_000 / piece.length)))).toBe(false)
  })
})
