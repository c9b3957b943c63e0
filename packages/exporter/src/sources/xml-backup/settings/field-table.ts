import type { Setting } from '@spacecrate/format'

export type Area = Setting['area']

/** Which fields of a structured value are carried, and what each is about. A field that is not here is never carried. */
export interface FieldTable {
  /** What the keys of the records begin with: `<prefix>.<path of the field>`. */
  readonly prefix: string
  readonly areas: ReadonlyMap<string, Area>
  /** Fields that say again what the record of the setting says. */
  readonly derived: readonly string[]
}

function table(prefix: string, derived: string, areas: Partial<Record<Area, string>>): FieldTable {
  const paths = Object.entries(areas).flatMap(([area, fields]) =>
    fields.split(/\s+/).map((path) => [path, area as Area] as const),
  )
  return { prefix, derived: derived.split(' '), areas: new Map(paths) }
}

/**
 * The general configuration (`atlassian.confluence.settings`), by the pages of the administration on which the fields
 * stand. Fields were read off a real backup of 5.9, others are named in the documentation of later versions. Versions
 * of the past kept the licence and the account of the mail server here: they are not in the table.
 */
export const generalFields: FieldTable = table('settings', 'doNotSave', {
  general: `siteTitle baseUrl siteHomePage defaultEncoding defaultTimezoneId supportRequestEmail showContactAdministratorsForm
    customContactMessage defaultSpaceHomepageTitle defaultSpaceHomepageContent defaultPersonalSpaceHomepageContent
    documentationUrlPattern attachmentMaxSize maxAttachmentsInUI maxThumbHeight maxThumbWidth attachmentDataStore
    backupAttachmentsDaily backupDaily dailyBackupFilePrefix dailyBackupDateFormatPattern
    auditLogRetentionNumber auditLogRetentionUnit confluenceHttpParameters.connectionTimeout
    confluenceHttpParameters.socketTimeout confluenceHttpParameters.enabled defaultUsersGroup sharedMode
    emailAdminMessageOff baseUrlAdminMessageOff supportPeriodEndMessageOff almostSupportPeriodEndMessageOff
    senMissingInLicenseMessageOff`,
  further: `allowCamelCase allowTrackbacks allowThreadedComments allowRemoteApi allowRemoteApiAnonymous gzippingResponse
    enableDidYouMean enableQuickNav enableOpenSearch showSystemInfoIn500Page showApplicationTitle draftSaveInterval
    displayLinkIcons addWildcardsToUserAndGroupSearches enableJavascriptTop enableWysiwyg useWysiwygByDefault
    numberOfBreadcrumbAncestors viewSpaceGoesToSpaceSummary maxSimultaneousQuickNavRequests maxRssItems rssTimeout
    pageTimeout nofollowExternalLinks referrerSettings.collectReferrerData referrerSettings.excludedReferrers
    referrerSettings.hideExternalReferrers`,
  languages: 'indexingLanguage globalDefaultLocale',
  security: `externalUserManagement denyPublicSignup antiXssMode xsrfAddComments webSudoTimeout webSudoEnabled
    attachmentSecurityLevel emailAddressVisibility captchaSettings.enableCaptcha captchaSettings.enableDebug
    captchaSettings.captchaGroups captchaSettings.exclude loginManagerSettings.enableElevatedSecurityCheck
    loginManagerSettings.loginAttemptsThreshold`,
  stylesheet: 'enableSpaceStyles',
  'custom-html': 'customHtmlSettings.beforeHeadEnd customHtmlSettings.afterBodyStart customHtmlSettings.beforeBodyEnd',
  'colour-scheme': 'colourSchemesSettings.colourSchemeType',
  logo: 'disableLogo',
})

/** The settings of a space (`atlassian.confluence.space.settings`). */
export const spaceFields: FieldTable = table('settings', 'spaceKey doNotSave', {
  logo: 'disableLogo',
  'colour-scheme': 'colourSchemesSettings.colourSchemeType',
})

/** How mail is sent, without the account: the names of its fields are inferred. */
export const mailFields: FieldTable = table('mail.server', '', {
  mail: `name description from defaultFrom fromName prefix hostname port smtpPort protocol mailProtocol tlsRequired
    isTlsRequired timeout removePrecedence`,
})

/**
 * The documentation theme (`com.atlassian.confluence.plugins.doctheme`), by the fields of its page in the administration
 * (Atlassian, "Configuring the Documentation Theme"): three texts in wiki markup, and what stands in the sidebar.
 */
export const docThemeFields: FieldTable = table('doctheme', '', {
  theme: 'header footer navigation treeEnabled spaceSearchEnabled searchEnabled limitSearchResults',
})
