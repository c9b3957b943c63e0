/** Look, themes and settings of the site and of spaces. */
export const lookRoutes = {
  'v1.getGlobalTheme': {
    on: 'GET /rest/api/settings/theme/selected',
    scopes: ['manage:confluence-configuration'],
    use: 'Reads global theme',
  },
  'v1.getLookAndFeelSettings': {
    on: 'GET /rest/api/settings/lookandfeel',
    admin: 'site',
    scopes: ['manage:confluence-configuration'],
    use: 'Reads look and feel settings',
  },
  'v1.getSpaceSettings': {
    on: 'GET /rest/api/space/{spaceKey}/settings',
    scopes: ['read:confluence-space.summary'],
    use: 'Reads space settings',
  },
  'v1.getSpaceTheme': {
    on: 'GET /rest/api/space/{spaceKey}/theme',
    scopes: ['read:confluence-space.summary'],
    use: 'Reads space theme',
  },
  'v1.getSystemInfo': {
    on: 'GET /rest/api/settings/systemInfo',
    admin: 'site',
    scopes: ['manage:confluence-configuration'],
    use: 'Reads system info',
  },
  'v1.getTheme': {
    on: 'GET /rest/api/settings/theme/{themeKey}',
    scopes: ['manage:confluence-configuration'],
    use: 'Reads theme',
  },
  'v1.getThemes': {
    on: 'GET /rest/api/settings/theme',
    list: 'start 100 1000',
    scopes: ['manage:confluence-configuration'],
    use: 'Reads themes',
  },
  'v1.resetLookAndFeelSettings': {
    on: 'DELETE /rest/api/settings/lookandfeel/custom',
    admin: 'site',
    scopes: ['manage:confluence-configuration'],
    use: 'Takes back look and feel settings',
  },
  'v1.resetSpaceTheme': {
    on: 'DELETE /rest/api/space/{spaceKey}/theme',
    admin: 'space',
    scopes: ['write:confluence-space'],
    use: 'Takes back space theme',
  },
  'v1.setLookAndFeelSettings': {
    on: 'PUT /rest/api/settings/lookandfeel/selected',
    old: true,
    admin: 'site',
    scopes: ['manage:confluence-configuration'],
    use: 'Sets look and feel settings',
  },
  'v1.setSpaceTheme': {
    on: 'PUT /rest/api/space/{spaceKey}/theme',
    admin: 'space',
    scopes: ['write:confluence-space'],
    use: 'Sets space theme',
  },
  'v1.updateLookAndFeel': {
    on: 'PUT /rest/api/settings/lookandfeel',
    admin: 'site',
    scopes: ['manage:confluence-configuration'],
    use: 'Changes look and feel',
  },
  'v1.updateLookAndFeelSettings': {
    on: 'POST /rest/api/settings/lookandfeel/custom',
    admin: 'site',
    scopes: ['manage:confluence-configuration'],
    use: 'Changes look and feel settings',
  },
  'v1.updateSpaceSettings': {
    on: 'PUT /rest/api/space/{spaceKey}/settings',
    admin: 'space',
    scopes: ['write:confluence-space'],
    use: 'Changes space settings',
  },
} as const
