/** The key with which an administrator sees what is restricted. */
export const adminKeyRoutes = {
  'v2.disableAdminKey': { on: 'DELETE /api/v2/admin-key', only: 'site', admin: 'site', use: 'Turns off admin key' },
  'v2.enableAdminKey': { on: 'POST /api/v2/admin-key', only: 'site', admin: 'site', use: 'Turns on admin key' },
  'v2.getAdminKey': { on: 'GET /api/v2/admin-key', only: 'site', admin: 'site', use: 'Reads admin key' },
} as const
