import { describe, expect, it } from 'vitest'
import { urlWithoutSecrets, withoutUrlSecrets } from './url-secrets.js'

describe(urlWithoutSecrets, () => {
  it.each([
    ['https://hush@wiki.example/a', 'https://wiki.example/a', ['user info']],
    ['https://me:hush@wiki.example', 'https://wiki.example', ['user info']],
    ['https://me:hu@sh@wiki.example/a@b', 'https://wiki.example/a@b', ['user info']],
    ['//me:hush@wiki.example/a', '//wiki.example/a', ['user info']],
    ['ldap://cn=admin:hush@dir.example:389/dc=x', 'ldap://dir.example:389/dc=x', ['user info']],
    ['https://a.example/?api_key=hush', 'https://a.example/', ['api_key']],
    ['https://a.example/?x=1&api_key=hush&y=2#z', 'https://a.example/?x=1&y=2#z', ['api_key']],
    [
      'https://a.example/?os_username=me&os_password=hush&x=1',
      'https://a.example/?x=1',
      ['os_username', 'os_password'],
    ],
    ['/relative/a?token=hush', '/relative/a', ['token']],
    ['https://a.example/?X-Amz-Signature=hush&X-Amz-Date=1', 'https://a.example/?X-Amz-Date=1', ['X-Amz-Signature']],
    ['https://a.example/?%61pi%5Fkey=hush', 'https://a.example/', ['api_key']],
    ['https://a.example/#access_token=hush&type=b', 'https://a.example/#type=b', ['access_token']],
    ['https://a.example/x;jsessionid=HUSH?a=1', 'https://a.example/x?a=1', ['jsessionid']],
    ['https://a.example/?sv=1&sig=hu%2Fsh', 'https://a.example/?sv=1', ['sig']],
    ['https://a.example/?key=AIzaHushHushHush123456', 'https://a.example/', ['key']],
    ['https://a.example/?to=https%3A%2F%2Fme%3Ahush%40b.example', 'https://a.example/', ['to']],
    ["https://a.example/?os_password=it's a hush", 'https://a.example/', ['os_password']],
    [
      'https://calendar.example/ical/me/private-0a1b2c3d4e/basic.ics',
      'https://calendar.example/ical/me/private-/basic.ics',
      ['private path'],
    ],
    ['https://hooks.slack.com/services/T0/B0/hush', 'https://hooks.slack.com/services/', ['private path']],
  ])('%s becomes %s', (url, text, taken) => {
    expect(urlWithoutSecrets(url)).toEqual({ text, taken })
    expect(urlWithoutSecrets(text)).toEqual({ text, taken: [] })
  })

  it.each([
    '',
    'https://a.example',
    'https://a.example/?key=DOCS&pageId=1&focusedCommentId=2#heading',
    'https://a.example/?key=~5b1234567890abcdef123456',
    'https://a.example/@me?author=me&passage=1&tab=keys&compass=n',
    'https://a.example/?token=',
    'mailto:me@a.example',
    'me:you@a.example',
  ])('leaves %j', (text) => {
    expect(urlWithoutSecrets(text)).toEqual({ text, taken: [] })
  })
})

describe(withoutUrlSecrets, () => {
  it.each([
    ['see https://me:hush@b.example/x, please', 'see https://b.example/x, please'],
    [
      '<string>https://b.example/?a=1&amp;token=hush&amp;b=2</string>',
      '<string>https://b.example/?a=1&amp;b=2</string>',
    ],
    ['<string>https://b.example/?token=hush&amp;b=2</string>', '<string>https://b.example/?b=2</string>'],
    [
      String.raw`{"u":"https:\/\/me:hush@b.example\/?token=a\/b","v":"x@y"}`,
      String.raw`{"u":"https:\/\/b.example\/","v":"x@y"}`,
    ],
    [
      String.raw`{"u":"https://b.example/?a=1\u0026token=hush\u0026b=2"}`,
      String.raw`{"u":"https://b.example/?a=1\u0026b=2"}`,
    ],
    ["<a href='https://b.example/?token=hush'>b</a>", "<a href='https://b.example/'>b</a>"],
    ['@import url(https://b.example/?token=hu)sh);', '@import url(https://b.example/);'],
    ['https://a.example,https://me:hush@b.example', 'https://a.example,https://b.example'],
  ])('%s becomes %s', (text, clean) => {
    expect(withoutUrlSecrets(text).text).toBe(clean)
  })

  it.each(['a;token=b', 'write to me@a.example // or you@b.example', "f('https://a.example','me@b.example')"])(
    'leaves %j',
    (text) => {
      expect(withoutUrlSecrets(text)).toEqual({ text, taken: [] })
    },
  )

  it.each(['//', '//a', '?a=1&', '//@', '//x?token=', '"//', '&amp;', ' //a:b', '//x?%2f%2f=%2f%2f', '/private-'])(
    'ends at once with a megabyte of %j',
    (piece) => {
      const text = piece.repeat(Math.ceil(1_000_000 / piece.length))
      expect(withoutUrlSecrets(text).text.length).toBeLessThanOrEqual(text.length)
      expect(urlWithoutSecrets(text).text.length).toBeLessThanOrEqual(text.length)
    },
  )
})
