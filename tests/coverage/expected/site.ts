import { type Expectations, setting, settingWith, storage } from './expectation.js'

const code = 'com.atlassian.confluence.ext.newcode'

/** What belongs to the site at large, and what apps keep. */
export const site: Expectations = {
  G1: {
    degree: 'full',
    foundry: {
      settings: [
        setting('general', 'settings.siteTitle', 'Ashby & Daughter – 鐘'),
        setting('general', 'settings.baseUrl', 'https://wiki.ashby-bells.example'),
        setting('general', 'settings.defaultTimezoneId', 'Europe/Berlin'),
      ],
    },
  },
  G2: {
    degree: 'full',
    foundry: {
      settings: [
        setting('further', 'settings.maxRssItems', '200'),
        setting('further', 'settings.allowRemoteApi', 'true'),
        setting('mail', 'mail.server.prefix', '[wiki]'),
      ],
    },
  },
  G3: {
    degree: 'full',
    foundry: {
      settings: [
        setting('languages', 'settings.globalDefaultLocale', 'de_DE'),
        setting('languages', 'settings.indexingLanguage', 'german'),
      ],
    },
  },
  G4: {
    degree: 'full',
    foundry: {
      'shortcut-links': [
        { key: 'tower', url: 'https://towers.example/find?name=%s&lang=de', alias: 'Tower %s' },
        { key: '鐘', url: 'https://bells.example/%s' },
      ],
    },
  },
  G5: {
    degree: 'full',
    foundry: {
      templates: [
        { name: 'Casting record', description: 'One for every bell', version: 3 },
        { name: 'Meeting notes', description: '会議' },
      ],
    },
  },
  G6: {
    degree: 'full',
    foundry: {
      settings: [
        settingWith('code-macro', `${code}.theme`, 'Eclipse'),
        settingWith('code-macro', `${code}.languages`, 'SyntaxHighlighter.brushes.Bell'),
      ],
    },
  },
  G7: {
    degree: 'full',
    foundry: {
      settings: [
        setting('security', 'settings.emailAddressVisibility', 'email.address.public'),
        setting('security', 'settings.captchaSettings.enableCaptcha', 'true'),
        setting('security', 'settings.loginManagerSettings.loginAttemptsThreshold', '3'),
      ],
    },
  },
  G8: {
    degree: 'full',
    kiln: {
      permissions: [
        { subject: { type: 'group', id: 'group confluence-users' }, native: 'USECONFLUENCE' },
        { subject: { type: 'anonymous' }, native: 'USECONFLUENCE' },
      ],
    },
    foundry: {
      permissions: [
        { subject: { type: 'anonymous' }, native: 'USECONFLUENCE' },
        { subject: { type: 'user', id: 'person 陽子 森' }, native: 'CREATESPACE' },
        { subject: { type: 'group', id: 'group gießer' }, native: 'USECONFLUENCE' },
      ],
    },
  },
  G9: {
    degree: 'full',
    foundry: {
      'default-permissions': [
        {
          subject: { type: 'group', id: 'group confluence-users' },
          operation: 'create',
          target: 'page',
          native: 'EDITSPACE',
        },
        { subject: { type: 'group', id: 'group former-ringers' }, operation: 'read', native: 'VIEWSPACE' },
        { subject: { type: 'group', id: 'group gießer' }, native: 'POURMETAL' },
      ],
    },
  },
  G10: {
    degree: 'full',
    foundry: {
      settings: [
        settingWith('theme', 'atlassian.confluence.theme.settings', 'doctheme:documentation'),
        settingWith('theme', 'com.atlassian.confluence.plugins.doctheme.settings', '鐘 [ring ]]&gt; twice]'),
      ],
    },
  },
  G11: {
    degree: 'full',
    foundry: {
      settings: [
        settingWith('colour-scheme', 'atlassian.confluence.colour.scheme', '<string>#8a4b08</string>'),
        setting('colour-scheme', 'settings.colourSchemesSettings.colourSchemeType', 'custom'),
        settingWith('look-and-feel', 'lookandfeel.auto.enabled', 'false'),
      ],
    },
  },
  G12: {
    degree: 'full',
    foundry: {
      settings: [
        {
          area: 'logo',
          key: 'atl.site.logo',
          mediaType: 'image/png',
          bytes: 1286,
          file: '44a7b15655b7c43483d523427443775d20e66baba439e2746015dec21f4b70f6',
        },
        { area: 'logo', fileName: 'favicon – 鐘.png', bytes: 230 },
      ],
    },
  },
  G13: {
    degree: 'full',
    foundry: {
      settings: [
        setting('layout', 'decorators/includes/header.vmd', '<img src="/download/attachments/1/atl.site.logo"/>'),
        settingWith('layout', 'decorators/main.vmd', '$body ]]> <p>Ashby &amp; Daughter – 鐘</p>'),
      ],
    },
  },
  G14: {
    degree: 'full',
    foundry: {
      settings: [
        {
          area: 'logo',
          key: 'global.logo',
          mediaType: 'image/png',
          file: '3c805ff9e50a698e3459e0130e986e4630eae7925ef8d97a50c449602d32bee1',
        },
      ],
    },
  },
  G16: {
    degree: 'full',
    foundry: {
      'application-links': [
        { name: 'Jira of the towers', kind: 'jira', displayUrl: 'https://jira.ashby-bells.example', primary: true },
        { name: '鐘の店', kind: 'generic' },
      ],
    },
  },
  G17: {
    degree: 'full',
    foundry: {
      'navigator-entries': [
        { name: 'Tuning bench', url: 'https://bench.ashby-bells.example/?a=1&b=2', groups: ['bell-tuners'] },
        { name: '溶解炉', hidden: true },
      ],
    },
  },
}

/** Templates of spaces. */
export const templates: Expectations = {
  S13: {
    degree: 'full',
    kiln: {
      templates: [{ space: 'space STUDIO', name: 'Firing report', description: 'One page per firing of the gas kiln' }],
      labels: [{ on: 'template space STUDIO Firing report', prefix: 'global', name: 'firing' }],
    },
    foundry: {
      templates: [{ space: 'space TOWER', name: 'Ringing plan', version: 2 }],
      'template-versions': [{ number: 2, body: storage('<p>[[1]]&gt;2 3 4 5 6</p>') }],
    },
  },
}
