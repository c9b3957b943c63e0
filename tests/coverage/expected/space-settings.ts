import { type Expectations, notThere, setting, settingWith } from './expectation.js'

const theme = 'atlassian.confluence.theme.settings'
const scheme = 'atlassian.confluence.colour.scheme'
const pdf = 'com.atlassian.confluence.extra.flyingpdf'

/** Settings of spaces. */
export const spaceSettings: Expectations = {
  S4: {
    degree: 'full',
    kiln: { spaces: [{ key: 'STUDIO', logo: expectFile('STUDIO', 'STUDIO') }] },
    foundry: {
      spaces: [{ key: 'BELLS', logo: expectFile('BELLS', 'BELLS') }],
      settings: [setting('logo', 'settings.disableLogo', 'true', 'TOWER')],
    },
  },
  S9: {
    degree: 'full',
    foundry: {
      settings: [
        settingWith('sidebar', 'sidebar.nav-type', 'page-tree', 'BELLS'),
        settingWith('sidebar', 'sidebar.quick-links-state', 'hide', 'BELLS'),
        settingWith('sidebar', 'sidebar.nav-type', 'pages', 'TOWER'),
      ],
      'sidebar-links': [
        { space: 'space BELLS', list: 'main', native: 'spacebar-pages', position: 1 },
        { space: 'space BELLS', list: 'main', native: 'spacebar-blogs', hidden: true },
      ],
    },
  },
  S10: notThere,
  S12: {
    degree: 'full',
    foundry: {
      settings: [
        settingWith('theme', theme, 'com.atlassian.confluence.plugins.doctheme:documentation', 'BELLS'),
        settingWith('theme', theme, 'com.example.ember:theme', '~ravi.menon'),
        settingWith('colour-scheme', scheme, '<string>#6699cc</string>', 'BELLS'),
        setting('colour-scheme', 'settings.colourSchemesSettings.colourSchemeType', 'theme', 'TOWER'),
      ],
    },
  },
  S14: {
    degree: 'full',
    foundry: {
      settings: [
        setting('layout', 'decorators/page.vmd', '#parse ("/pages/page-breadcrumbs.vm")\n$body', 'BELLS'),
        settingWith('layout', 'decorators/includes/footer.vmd', '>調律</a>', 'TOWER'),
      ],
    },
  },
  S15: {
    degree: 'full',
    foundry: {
      settings: [
        settingWith('pdf', `${pdf}.layout`, 'Seite $page – 頁', 'BELLS'),
        settingWith('pdf', `${pdf}.stylesheet`, '@page { margin: 2cm }', 'BELLS'),
        settingWith('pdf', `${pdf}.titlePage`, '$title', 'TOWER'),
      ],
    },
  },
  S18: notThere,
  S19: notThere,
}

/** The logo of a space as `namesOf` calls it. */
function expectFile(name: string, space: string): unknown {
  return { asymmetricMatch: (value: unknown) => String(value).startsWith(`file ${name} current of space ${space} `) }
}
