/** What happens to a line of exportDescriptor.properties. */
export type DescriptorFate = 'mapped' | 'extra' | 'excluded'

/** The names of lines that are known, by what happens to them; `ao.data.version.*` stands for one of each app. */
export const descriptorLines: Readonly<Record<DescriptorFate, readonly string[]>> = {
  mapped: ['createdByVersionNumber', 'versionNumber', 'createdByBuildNumber', 'timezoneId'],
  extra: [
    'exportType',
    'buildNumber',
    'source',
    'spaceKey',
    'spaceKeys',
    'backupAttachments',
    'exportFormat',
    'objectsCount',
    'inlineTasksFileIncluded',
    'defaultUsersGroup',
    'ao.data.list',
    'ao.data.version.*',
  ],
  // Names a contract with the vendor.
  excluded: ['supportEntitlementNumber'],
}

/** For each app with data of its own, the version that wrote them and the oldest that reads them. */
const appVersion = /^ao\.data\.version\.[\w.-]{1,200}$/
const version = /^[\w.+-]{0,100}$/

/**
 * What happens to a line; `undefined` for one that no descriptor was seen to have. `mapped` has a field of a record,
 * `extra` stands verbatim in that of the record of the site.
 */
export function descriptorFate(name: string, value: string): DescriptorFate | undefined {
  if (appVersion.test(name)) return version.test(value) ? 'extra' : undefined
  return (['mapped', 'extra', 'excluded'] as const).find((fate) => descriptorLines[fate].includes(name))
}
