import type { TextForm } from './text-reference.js'

/** What one or more macros hold in one or more of their parameters, where the value is plain text. */
export interface ParameterRow {
  readonly macros: string
  /** The parameter without a name is `·`. */
  readonly parameters: string
  readonly form: TextForm
  /**
   * Where it is said: a page of Atlassian's documentation by its title (listed at confluence.atlassian.com/doc, "Macros",
   * and support.atlassian.com/confluence-cloud, "Macros"), or whose macro it is.
   */
  readonly source: string
}

const row = (macros: string, parameters: string, form: TextForm, source: string): ParameterRow => ({
  macros,
  parameters,
  form,
  source,
})

/** Everything that a macro's parameter can hold of a site: keys, pages, people, groups, files, ids, queries and URLs. */
export const parameterRows: readonly ParameterRow[] = [
  row('include excerpt-include', '· page pageTitle', 'page', 'Include Page Macro; Excerpt Include Macro'),
  row(
    'children pagetree pagetreesearch',
    'page root rootPage',
    'page',
    'Children Display, Page Tree and Page Tree Search Macros: also @home, @self, @parent, "/", and "KEY:" for a whole space',
  ),
  row(
    'contentbylabel recently-updated recently-updated-dashboard content-report-table blog-posts livesearch contributors ' +
      'contributors-summary labels-related related-labels spaces-list spaces popular-labels tasks-report-macro ' +
      'listlabels recently-used-labels detailssummary search global-reports network favpages space-attachments pagetree ' +
      'pagetreesearch bookmarks incoming-links outgoing-links undefined-links',
    'spaces space spaceKey key',
    'spaces',
    'Blog Posts, Content by Label, Content Report Table, Contributors, Contributors Summary, Favorite Pages, Global ' +
      'Reports, Labels List, Livesearch, Network, Page Properties Report, Popular Labels, Recently Updated, Recently Used ' +
      'Labels, Related Labels, Search Results, Space Attachments, Spaces List and Task Report Macros; Social Bookmarking ' +
      'and Linking Plugins',
  ),
  row('space-details', '· space spaceKey', 'space', 'Space Details Macro'),
  row('spacejump space-jump', '· space', 'space', 'Space Jump Macro (_SpaceJumpMacroMarkup): {spacejump:KEY}'),
  row(
    'contentbylabel recently-updated recently-updated-dashboard content-report-table blog-posts livesearch contributors ' +
      'contributors-summary tasks-report-macro detailssummary search network attachments status-list change-history ' +
      'bookmarks',
    'author authors assignee assignees createdBy creator creators contributor contributors user users username mention ' +
      'mentions',
    'user-names',
    'Blog Posts, Content by Label, Network, Recently Updated, Search Results and Task Report Macros; Advanced Searching ' +
      'using CQL for the names that people have elsewhere',
  ),
  row('network', '·', 'user-names', 'Network Macro: {network:name}'),
  row('content-by-user', '· name user', 'user-names', 'Content by User Macro'),
  row('contributors contributors-summary', 'page', 'page', 'Contributors Macro; Contributors Summary Macro'),
  row(
    'tasks-report-macro contentbylabel content-report-table detailssummary blog-posts',
    'pages spaceAndPage spacesAndPages pageIds',
    'contents',
    'Task Report Macro: spaceAndPage is a mixed list, "space:KEY,page:ID"; pages are ids',
  ),
  row('detailssummary', 'id', 'possible', 'Page Properties Report Macro: the id of a table of properties'),
  row('incoming-links outgoing-links', 'page', 'page', 'Linking Plugin'),
  row('jira jirachart jiraissues jiraroadmap', 'serverId', 'application-link', 'Jira Issues Macro; Jira Chart Macro'),
  row('jira jirachart jiraissues jiraroadmap', 'url ·', 'url', 'Jira Issues Macro'),
  row('view-file viewfile viewpdf viewdoc viewxls viewppt', 'name ·', 'file', 'View File Macro; Office Connector'),
  row('multimedia office-excel office-word office-powerpoint', 'name ·', 'file', 'Multimedia Macro'),
  row(
    'view-file viewfile viewpdf viewdoc viewxls viewppt multimedia gallery attachments office-excel office-word ' +
      'office-powerpoint',
    'page',
    'page',
    'View File Macro; Office Connector; Multimedia, Gallery and Attachments Macros',
  ),
  row('gallery', 'include exclude', 'files', 'Gallery Macro'),
  row(
    'gallery attachments view-file viewfile viewpdf viewdoc viewxls viewppt multimedia',
    'space',
    'space',
    'Multimedia Macro; Office Connector',
  ),
  row('chart', 'attachment', 'page-file', 'Chart Macro: "KEY:Page^file", "Page^file" or "^file"'),
  row('excel csv table-excerpt', 'file attachment', 'page-file', 'Excel for Confluence (Bob Swift)'),
  row(
    'profile profile-picture userprofile user-profile mention',
    'user users username ·',
    'user-names',
    'User Profile Macro; Profile Picture Macro',
  ),
  row('userlister', '· groups group', 'groups', 'User List Macro'),
  row('show-if hide-if showif hideif', 'user users username ·', 'user-names', 'Visibility for Confluence'),
  row('show-if hide-if showif hideif', 'group groups', 'groups', 'Visibility for Confluence'),
  row('show-if hide-if showif hideif', 'space spaces', 'spaces', 'Visibility for Confluence'),
  row('create-from-template', 'templateId', 'template', 'Create from Template Macro'),
  // Beside the id of a template it may be the name of a blueprint, which is the same on every site.
  row('create-from-template', 'templateName', 'template-name', 'Create from Template Macro'),
  row(
    'create-from-template blueprint create-page create-space-button',
    'space spaceKey',
    'space',
    'Create from Template Macro',
  ),
  row(
    'iframe html-include rss img image',
    '· url src',
    'url',
    'HTML Include Macro; RSS Feed Macro; iframe and img of apps',
  ),
  row('widget', '· url src', 'url', 'Widget Connector Macro'),
  row('gadget', 'url', 'possible', 'Gadget Macro'),
  row(
    'redirect redirection viewport-redirect viewport-url-redirect auibutton aui-button ui-button button ' +
      'anchor-button link-window open-page clickable lozenge',
    '· location link to redirectTo url target href page',
    'link',
    'Redirection, AUI, Refined Toolkit and Viewport: macros of apps',
  ),
  row(
    'multiexcerpt-include multiexcerpt-include-macro multiexcerpt-fast-include-block-macro ' +
      'multiexcerpt-fast-include-inline-macro',
    'PageWithExcerpt page',
    'page',
    'MultiExcerpt',
  ),
  row('cfm-tooltip cfm-footnote', 'an.spaceKey', 'space', 'Content Formatting Macros'),
  row(
    'drawio drawio-sketch inc-drawio gliffy lucidchart balsamiq mockup plantuml plantumlrender',
    'pageId contentId custContentId customContentId attachmentId diagramAttachmentId macroId containerId',
    'content',
    'draw.io, Gliffy, Lucidchart, Balsamiq and PlantUML',
  ),
  row(
    'drawio drawio-sketch inc-drawio gliffy lucidchart balsamiq mockup plantuml plantumlrender',
    'baseUrl url',
    'url',
    'draw.io, Gliffy, Lucidchart, Balsamiq and PlantUML',
  ),
  row(
    'calendar team-calendar roadmap roadmap-planner jiraroadmap poll survey vote',
    'id calendarId subCalendarId',
    'app-objects',
    'Team Calendars; Roadmap Planner Macro',
  ),
]

/** Parameters that mean the same in every macro that has them. */
const anywhere: ReadonlyMap<string, TextForm> = new Map<string, TextForm>([
  ['cql', 'cql'],
  ['cqlquery', 'cql'],
  ['spacekey', 'space'],
  ['pageid', 'content'],
  ['parentpageid', 'content'],
  ['contentid', 'content'],
  ['attachmentid', 'content'],
  ['accountid', 'account-id'],
  ['baseurl', 'url'],
])

/**
 * Macros of the product that hold nothing else: their other parameters are settings, or names that are nobody's here, such
 * as labels, a name at a messenger (`im`) or a pattern of headings.
 */
const plain =
  'toc toc-zone info note warning tip code noformat panel status expand section column excerpt anchor loremipsum ' +
  'change-history index navmap details create-space-button cheese gadget html style markdown numberedheadings im ' +
  'decisionreport metadata-list quote blockquote roundrect color highlight ' +
  'tasklist dynamictasklist dynamictasklist2 code-block'

const formOf = new Map<string, TextForm>()
const known = new Set<string>(plain.split(' '))
for (const { macros, parameters, form } of parameterRows) {
  for (const macro of macros.split(' ')) {
    known.add(macro)
    for (const parameter of parameters.split(' ')) {
      const key = keyOf(macro, parameter === '·' ? '' : parameter)
      if (!formOf.has(key)) formOf.set(key, form)
    }
  }
}

/**
 * What a parameter of a macro holds where its value is plain text; `undefined` for a setting. The parameter without a name
 * is `''`. Of a macro that nobody knows every other parameter is `possible`.
 */
export function findParameterForm(macro: string, parameter: string): TextForm | undefined {
  const found = formOf.get(keyOf(macro, parameter)) ?? anywhere.get(parameter.toLowerCase())
  return found ?? (known.has(macro.toLowerCase()) ? undefined : 'possible')
}

function keyOf(macro: string, parameter: string): string {
  return `${macro.toLowerCase()} ${parameter.toLowerCase()}`
}
