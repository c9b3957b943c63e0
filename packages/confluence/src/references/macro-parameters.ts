import type { TextForm } from './text-reference.js'

/** Macros, their parameters (the one without a name as `·`), and what those hold where they are plain text. */
const rows: readonly (readonly [macros: string, parameters: string, form: TextForm])[] = [
  ['include excerpt-include', '· page pageTitle', 'page'],
  ['children pagetree pagetreesearch', 'page root rootPage', 'page'],
  [
    'contentbylabel recently-updated recently-updated-dashboard content-report-table blog-posts livesearch contributors ' +
      'contributors-summary labels-related related-labels spaces-list spaces popular-labels tasks-report-macro ' +
      'listlabels recently-used-labels detailssummary search global-reports network favpages space-attachments',
    'spaces space spaceKey key spacekey',
    'spaces',
  ],
  [
    'contentbylabel recently-updated content-report-table blog-posts livesearch contributors contributors-summary ' +
      'tasks-report-macro detailssummary search network attachments status-list change-history',
    'author authors assignee assignees createdBy creator creators contributor contributors user users username mention ' +
      'mentions',
    'user-names',
  ],
  ['contributors contributors-summary', 'page', 'page'],
  [
    'tasks-report-macro contentbylabel content-report-table detailssummary blog-posts',
    'pages spaceAndPage spacesAndPages pageIds',
    'contents',
  ],
  ['detailssummary', 'id', 'possible'],
  ['jira jirachart jiraissues jiraroadmap', 'serverId', 'application-link'],
  ['jira jirachart jiraissues jiraroadmap', 'url ·', 'url'],
  ['view-file viewpdf viewdoc viewxls viewppt multimedia office-excel office-word office-powerpoint', 'name ·', 'file'],
  [
    'view-file viewpdf viewdoc viewxls viewppt multimedia gallery attachments office-excel office-word office-powerpoint',
    'page',
    'page',
  ],
  ['gallery', 'include exclude', 'files'],
  ['gallery attachments viewpdf viewdoc viewxls viewppt view-file multimedia', 'space', 'space'],
  [
    'profile profile-picture userprofile user-profile mention show-if hide-if showif hideif',
    'user users username ·',
    'user-names',
  ],
  ['userlister', '· groups group', 'groups'],
  ['show-if hide-if showif hideif', 'group groups', 'groups'],
  ['show-if hide-if showif hideif', 'space spaces', 'spaces'],
  ['create-from-template', 'templateId', 'template'],
  ['create-from-template blueprint create-page create-space-button', 'space spaceKey', 'space'],
  ['iframe widget html-include rss img image', '· url src', 'url'],
  [
    'redirect redirection button auibutton aui-button ui-button anchor-button link-window open-page',
    '· location link to url target href page',
    'link',
  ],
  [
    'drawio drawio-sketch inc-drawio gliffy lucidchart balsamiq mockup plantuml plantumlrender',
    'pageId contentId custContentId customContentId attachmentId diagramAttachmentId macroId containerId',
    'content',
  ],
  ['drawio drawio-sketch inc-drawio gliffy lucidchart balsamiq mockup plantuml plantumlrender', 'baseUrl url', 'url'],
  [
    'calendar team-calendar roadmap roadmap-planner jiraroadmap poll survey vote',
    'id calendarId subCalendarId',
    'app-objects',
  ],
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

/** Macros of the product that hold nothing else: their other parameters are settings. */
const plain =
  'toc toc-zone info note warning tip code noformat panel status expand section column excerpt anchor loremipsum ' +
  'change-history blog-posts recently-updated index navmap spaces-list contributors profile-picture details ' +
  'tasks-report-macro create-space-button cheese gadget html style markdown numberedheadings'

const formOf = new Map<string, TextForm>()
const known = new Set<string>(plain.split(' '))
for (const [macros, parameters, form] of rows) {
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
