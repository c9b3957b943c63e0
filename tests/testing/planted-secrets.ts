import { BackupBuilder, ref } from '../../packages/exporter/src/testing/backup-builder.js'
import { aoTables } from '../../packages/exporter/src/testing/table-files.js'

/** A backup with secrets where real ones have them, and what they are. */
export interface PlantedBackup {
  readonly backup: BackupBuilder
  readonly secrets: readonly string[]
}

/** What every one of them begins with. */
export const plantedMark = 'planted-secret'
/** A word in a body, which travels: whoever looks for secrets must be able to find it. */
export const plantedInBody = 'planted-word-of-an-author'

/** A site export of a Data Center in which a secret stands wherever a real one may. */
export function plantSecrets(): PlantedBackup {
  const secrets: string[] = []
  const secret = (where: string): string => {
    const planted = `${plantedMark}-${secrets.length + 1}-${where}`
    secrets.push(planted)
    return planted
  }
  const backup = new BackupBuilder()
  plantInContent(backup, secret)
  plantInPeople(backup, secret)
  plantInServer(backup, secret)
  plantInSettings(backup, secret)
  plantInTables(backup, secret)
  backup.descriptor({
    exportType: 'all',
    source: 'server',
    createdByBuildNumber: '8804',
    createdByVersionNumber: '7.19.12',
    supportEntitlementNumber: secret('entitlement'),
    'db.password': secret('database'),
    licenseKey: secret('licence'),
    'hazelcast.group.password': secret('cluster'),
    'ao.data.version.com.example.glaze': `1.0 ${secret('version-of-an-app')}`,
  })
  backup.file('plugin-data/com.example.glaze/state.bin', secret('file-of-an-app'))
  return { backup, secrets }
}

type Secret = (where: string) => string

const space = ref('Space', 11)
const page = ref('Page', 20)
const made = { version: 1, contentStatus: 'current', creationDate: '2031-01-02 00:00:00.000' }

function plantInContent(backup: BackupBuilder, secret: Secret): void {
  backup
    .add('Space', 11, {
      name: 'Kiln',
      key: 'KILN',
      spaceType: 'global',
      description: ref('SpaceDescription', 12),
      webhookSecret: secret('webhook-of-a-space'),
    })
    .add('SpaceDescription', 12, { ...made, space, apiKey: secret('field-of-a-description') })
    .add('SpacePermission', 13, { space, type: 'VIEWSPACE', group: 'potters', grantToken: secret('permission') })
    .add('Page', 20, { ...made, title: 'Glazes', space, shareToken: secret('share-of-a-page') })
    .add('BodyContent', 30, {
      body: `<p>${plantedInBody} <a href="https://shop.example/?token=mine">x</a></p>`,
      bodyType: 2,
      content: page,
      editToken: secret('field-of-a-body'),
    })
    .add('BlogPost', 21, { ...made, title: 'News', space, publishKey: secret('field-of-a-post') })
    .add('Comment', 22, { ...made, containerContent: page, guestToken: secret('field-of-a-comment') })
    .add('Attachment', 23, {
      ...made,
      title: 'a.txt',
      containerContent: page,
      downloadToken: secret('field-of-a-file'),
    })
    .add('PageTemplate', 24, {
      name: 'Firing',
      content: 'x',
      bodyType: 2,
      version: 1,
      space,
      mailKey: secret('template'),
    })
    .add('Label', 25, { name: 'ash', namespace: 'global', ownerToken: secret('label') })
    .add('ContentProperty', 26, {
      name: 'glaze.feed',
      stringValue: `{"feed":"https://potter:${secret('url-in-a-property')}@feed.example/"}`,
      content: page,
    })
    .raw(
      `<object class="Page" package="x"><id name="id">27</id><property name="title">Ash</property><property name="space" class="Space" package="x"><id name="id">11</id></property><component name="sharing"><property name="token">${secret('component-of-a-page')}</property></component><collection name="links" class="java.util.Collection"><element type="string"><![CDATA[${secret('collection-of-a-page')}]]></element></collection></object>`,
    )
}

function plantInPeople(backup: BackupBuilder, secret: Secret): void {
  const preference = (key: string, value: string): string =>
    `<object class="BucketPropertySetItem" package="bucket.user.propertyset"><composite-id><property name="entityName" type="string"><![CDATA[USERPROPS-ff01]]></property><property name="entityId" type="long">0</property><property name="key" type="string"><![CDATA[${key}]]></property></composite-id><property name="type">5</property><property name="stringVal"><![CDATA[${value}]]></property></object>`
  backup
    .add('ConfluenceUserImpl', 'ff01', { name: 'ida', lowerName: 'ida', apiToken: secret('field-of-an-account') })
    .add('InternalUser', 40, { name: 'ida', active: 'true', credential: `{PKCS5S2}${secret('password-hash')}` })
    .add('InternalUserCredentialRecord', 41, { passwordHash: secret('earlier-password-hash') })
    .add('DefaultHibernateUser', 42, { name: 'olu', password: secret('password-of-old') })
    .add('PersonalInformation', 43, { ...made, user: ref('ConfluenceUserImpl', 'ff01'), feedToken: secret('profile') })
    .add('InternalUserAttribute', 44, { name: 'passwordResetToken', value: secret('reset-of-a-password') })
    .raw(preference('com.example.oauth.token', secret('preference')))
    .raw(preference('google.authenticator.seed', secret('second-factor-preference')))
}

function plantInServer(backup: BackupBuilder, secret: Secret): void {
  backup
    .add('ConfluenceRememberMeToken', 50, { username: 'ida', token: secret('remember-me') })
    .add('AliasedKey', 51, { alias: 'kiln', key: secret('key-of-the-server') })
    .add('ApplicationImpl', 52, { name: 'crowd-embedded', credential: secret('application') })
    .add('ConfluenceTrustedApplication', 53, { name: 'wheel', publicKey: secret('trusted-application') })
    .add('Secrets', 54, { value: secret('synchrony') })
    .add('Token', 55, { randomHash: secret('session') })
    .add('NodeCredential', 56, { value: secret('class-of-nobody-knows-what') })
    .raw(
      `<object class="DirectoryImpl" package="com.atlassian.crowd.model.directory"><id name="id">57</id><property name="name">LDAP</property><collection name="attributes" class="java.util.Map"><element type="string"><![CDATA[${secret('ldap-password')}]]></element></collection></object>`,
    )
}

function plantInSettings(backup: BackupBuilder, secret: Secret): void {
  let id = 100
  const setting = (key: string, value: string, context = '_GLOBAL'): void => {
    backup.add('ConfluenceBandanaRecord', id++, { context, key, value })
  }
  const text = (value: string): string => `<string>${value.replaceAll('&', '&amp;')}</string>`
  setting(
    'atlassian.confluence.settings',
    `<settings><siteTitle>Kiln</siteTitle><baseUrl>https://${secret('token-in-the-base-url')}@wiki.example/?os_password=${secret('password-in-the-base-url')}</baseUrl>
     <documentationUrlPattern>https://docs.example/{0}?access_token=${secret('documentation-url')}</documentationUrlPattern>
     <smtpPassword>${secret('smtp-in-the-settings')}</smtpPassword><licenseMessage>${secret('licence-message')}</licenseMessage>
     <captchaSettings><privateKey>${secret('captcha')}</privateKey></captchaSettings>
     <customHtmlSettings><beforeHeadEnd>&lt;script src="https://cdn.example/x.js?apikey=${secret('custom-html')}"&gt;</beforeHeadEnd></customHtmlSettings></settings>`,
  )
  setting(
    'atlassian.confluence.smtp.mail.server',
    `<x.Mail><hostname>m</hostname><password>${secret('smtp')}</password></x.Mail>`,
  )
  setting('atlassian.confluence.license', text(secret('licence-setting')))
  setting('com.atlassian.plugins.authentication.sso.saml.signing-key', text(secret('saml')))
  setting('com.atlassian.oauth.consumer.ConsumerService:host.__HOST_SERVICE__', text(secret('oauth-consumer')))
  setting('com.example.webhooks', text(`[{"url":"https://a.example","secret":"${secret('webhook-setting')}"}]`))
  setting('BlobCrypter:key', text(secret('blob-crypter')))
  setting('sidebar.note', text(`{"apiKey": "${secret('json-in-a-known-setting')}"}`), 'KILN')
  setting('sidebar.home', text(`https://${secret('sidebar-setting')}@b.example`), 'KILN')
  setting(
    'atlassian.confluence.theme.settings',
    `<map><entry>${text('font.password')}${text(secret('theme'))}</entry></map>`,
    'KILN',
  )
  setting(
    'com.atlassian.lookandfeel.banner',
    text(`https://img.example/b.png?X-Amz-Signature=${secret('look-and-feel')}&w=1`),
  )
  setting(
    'atlassian.confluence.css.stylesheet',
    text(`@import url(https://css.example/a.css?token=${secret('stylesheet')});`),
  )
  setting(
    'atlassian.confluence.shortcut.links',
    `<map><entry>${text('bugs')}${text(`https://${secret('token-in-a-shortcut')}@bugs.example/%s`)}</entry>
     <entry>${text('shop')}${text(`/shop?api_key=${secret('key-in-a-shortcut')}&q=%s`)}</entry></map>`,
  )
  const link = 'applinks.admin.5a1e7f0c-41f2-3a5e-9f3e-7b1d5c2a9e01'
  setting(`${link}.name`, text('Jira'))
  setting(`${link}.rpc.url`, text(`https://wiki:${secret('rpc-url')}@jira.example`))
  setting(`${link}.display.url`, text(`https://jira.example/?os_username=wiki&os_password=${secret('display-url')}`))
  setting(
    `${link}.auth.6d155ed3`,
    `<properties><property name="consumerKey" value="${secret('application-link')}"/></properties>`,
  )
  const entries = [{ id: 1, displayName: 'Shop', url: `https://shop.example/#access_token=${secret('navigator')}` }]
  setting('com.atlassian.plugins.custom_apps.customAppsAsJSON', text(JSON.stringify(entries)))
  setting(
    'atlassian.confluence.user.macros',
    `<map><entry>${text('ad')}<x.Macro><name>ad</name><template>https://ads.example/?client_secret=${secret('macro-template')}</template><apiToken>${secret('field-of-a-macro')}</apiToken><icon>https://u:${secret('icon-of-a-macro')}@img.example/i.png</icon></x.Macro></entry></map>`,
  )
  backup.add('PersistentDecorator', 190, {
    name: 'decorators/main.vmd',
    body: `<img src="ftp://files:${secret('layout')}@files.example/logo.png"/>`,
  })
}

function plantInTables(backup: BackupBuilder, secret: Secret): void {
  const changes = [
    { key: 'SMTP password', from: secret('audit-before'), to: secret('audit-after') },
    { key: 'Base URL', from: `https://${secret('url-in-the-audit-log')}@old.example`, to: 'https://new.example' },
  ]
  const tables = [
    {
      name: 'AO_C77861_AUDIT_ENTITY',
      columns: 'ACTION CHANGE_VALUES ID RESOURCES SOURCE SYSTEM_INFO USER_NAME ATTRIBUTES',
      rows: [
        {
          ACTION: 'Mail server changed',
          CHANGE_VALUES: JSON.stringify(changes),
          ID: '1',
          RESOURCES: `[{"name":"Kiln","apiToken":"${secret('audit-resource')}"}]`,
          SOURCE: secret('audit-address'),
          SYSTEM_INFO: secret('audit-system'),
          USER_NAME: 'ida',
          ATTRIBUTES: secret('audit-attributes'),
        },
      ],
    },
    {
      name: 'AO_950DC3_TC_SUBCALS',
      columns: 'ID NAME DESCRIPTION SPACE_KEY STORE_KEY',
      rows: [
        {
          ID: 'c1',
          NAME: 'Firings',
          DESCRIPTION: `from https://calendar.example/ical/ida/private-0123456789abcdef/basic.ics?token=${secret('calendar')}`,
          SPACE_KEY: 'KILN',
          STORE_KEY: 'GENERIC',
        },
      ],
    },
    {
      name: 'AO_950DC3_TC_SUBCALS_PROPS',
      columns: 'ID KEY SUB_CALENDAR_ID VALUE',
      rows: [{ ID: '1', KEY: 'password', SUB_CALENDAR_ID: 'c1', VALUE: secret('calendar-password') }],
    },
    {
      name: 'AO_950DC3_TC_EVENTS',
      columns: 'ID SUB_CALENDAR_ID SUMMARY URL START',
      rows: [
        {
          ID: '1',
          SUB_CALENDAR_ID: 'c1',
          SUMMARY: 'Fire',
          URL: `https://meet.example/?pwd=${secret('event')}`,
          START: '1990000000000',
        },
      ],
    },
    {
      name: 'AO_187CCC_SIDEBAR_LINK',
      columns: 'ID SPACE_KEY CATEGORY CUSTOM_TITLE HARDCODED_URL OWNER_TOKEN',
      rows: [
        {
          ID: '1',
          SPACE_KEY: 'KILN',
          CATEGORY: 'QUICK',
          CUSTOM_TITLE: 'Shop',
          HARDCODED_URL: `https://shop.example/?sig=${secret('sidebar-link')}`,
          OWNER_TOKEN: secret('unknown-column'),
        },
      ],
    },
    {
      name: 'AO_81F455_PERSONAL_TOKEN',
      columns: 'ID HASHED_TOKEN',
      rows: [{ ID: '1', HASHED_TOKEN: secret('personal-token') }],
    },
    { name: 'AO_9412A1_TWO_FACTOR', columns: 'ID SEED', rows: [{ ID: '1', SEED: secret('second-factor') }] },
    { name: 'AO_A0B856_WEBHOOK', columns: 'ID CONFIGURATION', rows: [{ ID: '1', CONFIGURATION: secret('webhook') }] },
  ]
  backup.file('plugin-data/com.example.ao/tables.pdata', aoTables(tables))
}
