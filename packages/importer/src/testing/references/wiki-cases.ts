import { type ReferenceCase, cases } from './world.js'

/** The constructs of wiki markup. */
export const wikiRows = ['link', 'image', 'macro', 'url', 'verbatim'] as const

/** What must become of each of them at an embedded site. */
export const wikiCases: readonly ReferenceCase[] = cases(
  ['link', 'See [Old title].', 'rewritten', 'See [New title].'],
  [
    'link',
    '[the text|DOC:Old title#Oldtitle-Top|tip]',
    'rewritten rewritten',
    '[the text|DOC2:New title#Newtitle-Top|tip]',
  ],
  ['link', '[OPS:Runbook] [#Top]', 'unchanged unchanged'],
  ['link', '[DOC:]', 'rewritten', '[DOC2:]'],
  ['link', '[~ann] [x|~ann]', 'rewritten rewritten', '[~annie] [x|~annie]'],
  ['link', 'by [~bob]!', 'rewritten', 'by Bob <B>!'],
  ['link', '[^plan.png] [Old title^a b.png]', 'unchanged rewritten unchanged', '[^plan.png] [New title^a b.png]'],
  ['link', '[$65542]', 'rewritten', '[$99942]'],
  ['link', '[A-1@jira]', 'SHORTCUT_OF_SITE'],
  ['link', '[42@bugs] [x|42@lost]', 'unchanged TARGET_NOT_IMPORTED'],
  ['link', '[x|/x/BAAJ] [mailto:a@b.example]', 'rewritten unchanged', '[x|/pages/201819180] [mailto:a@b.example]'],
  ['link', '[DOC:/2030/05/06/News]', 'rewritten', '[DOC2:/2030/05/06/News]'],
  ['link', '[DOC:No]', 'TARGET_NOT_IN_ARCHIVE', '[DOC2:No]'],
  ['image', 'Wow! So !plan.png|width=11! much!', 'unchanged'],
  ['image', '!DOC:Old title^a b.png!', 'rewritten unchanged', '!DOC2:New title^a b.png!'],
  ['macro', '{include:DOC:Old title}', 'rewritten', '{include:DOC2:New title}'],
  ['macro', '{children:page=Old title|depth=2}', 'rewritten', '{children:page=New title|depth=2}'],
  ['url', 'at https://wiki.example.org/confluence/x/BAAJ, see', 'rewritten', 'at [/pages/201819180], see'],
  [
    'url',
    'https://docs.atlassian.com/x/BAAJ or https://jira.example.org/x',
    'unchanged rewritten',
    'https://docs.atlassian.com/x/BAAJ or https://jira.new.example/x',
  ],
  ['macro', '{spacejump:DOC|alias=DOC}', 'rewritten', '{spacejump:DOC2|alias=DOC}'],
  [
    'macro',
    '{tasks-report-macro:spaceAndPage=space:DOC,page:20}',
    'rewritten rewritten',
    '{tasks-report-macro:spaceAndPage=space:DOC2,page:920}',
  ],
  ['link', '[x|DOC:Old title#Oldtitle-First Fire]', 'rewritten rewritten', '[x|DOC2:New title#Newtitle-FirstFire]'],
  ['verbatim', '{code}[Old title]{code} \\[Old title] {noformat:x=y}[Old title]{noformat}', ''],
)
