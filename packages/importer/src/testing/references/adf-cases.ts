import {
  type ReferenceCase,
  ann,
  cases,
  emoji,
  keptEmoji,
  lostEmoji,
  newAnn,
  newEmoji,
  newFile,
  oldFile,
} from './world.js'

/** The constructs of ADF. */
export const adfRows = [
  'card',
  'link',
  'mention',
  'media',
  'emoji',
  'extension',
  'annotation',
  'task',
  'panel',
  'sync block',
  'ari',
] as const

const uuid = '22222222-89ab-cdef-0123-456789abcdef'
const wiki = 'https://wiki.example.org/confluence'

/** What must become of each of them at an embedded site. */
export const adfCases: readonly ReferenceCase[] = cases(
  [
    'card',
    `{"type":"inlineCard","attrs":{"url":"${wiki}/x/BAAJ"}}`,
    'rewritten',
    '{"type":"inlineCard","attrs":{"url":"/pages/201819180"}}',
  ],
  ['card', '{"type":"embedCard","attrs":{"url":"https://elsewhere.example/"}}', 'unchanged'],
  [
    'link',
    `{"type":"text","text":"x","marks":[{"type":"link","attrs":{"href":"${wiki}/display/DOC/Old+title"}}]}`,
    'rewritten',
    '{"type":"text","text":"x","marks":[{"type":"link","attrs":{"href":"/pages/99942"}}]}',
  ],
  [
    'link',
    '{"type":"text","text":"x","marks":[{"type":"link","attrs":{"href":"#","__confluenceMetadata":{"linkType":"page","contentTitle":"Old title","spaceKey":"DOC","versionAtSave":"1"}}}]}',
    'unchanged rewritten',
    '{"type":"text","text":"x","marks":[{"type":"link","attrs":{"href":"#","__confluenceMetadata":{"linkType":"page","contentTitle":"New title","spaceKey":"DOC2","versionAtSave":null}}}]}',
  ],
  [
    'mention',
    `{"type":"mention","attrs":{"id":"${ann}","text":"@Ann","accessLevel":""}}`,
    'rewritten',
    `{"type":"mention","attrs":{"id":"${newAnn}","text":"@Annie","accessLevel":""}}`,
  ],
  [
    'mention',
    '{"type":"mention","attrs":{"id":"557058:bob","text":"@Bob"}}',
    'rewritten',
    '{"type":"text","text":"Bob <B>"}',
  ],
  ['mention', '{"type":"mention","attrs":{"id":"nobody","text":"@N"}}', 'USER_NOT_IN_ARCHIVE'],
  [
    'media',
    `{"type":"media","attrs":{"id":"${oldFile}","collection":"contentId-10","type":"file"}}`,
    'rewritten rewritten',
    `{"type":"media","attrs":{"id":"${newFile}","collection":"contentId-910","type":"file"}}`,
  ],
  ['emoji', '{"type":"emoji","attrs":{"shortName":":smile:","id":"1f604","text":"x"}}', ''],
  ['emoji', `{"type":"emoji","attrs":{"shortName":":party:","id":"${uuid}","text":":party:"}}`, 'EMOJI_OF_SITE'],
  [
    'emoji',
    `{"type":"emoji","attrs":{"shortName":":kiln:","id":"${emoji}","text":":kiln:"}}`,
    'rewritten',
    `{"type":"emoji","attrs":{"shortName":":kiln:","id":"${newEmoji}","text":":kiln:"}}`,
  ],
  ['emoji', `{"type":"emoji","attrs":{"shortName":":kept:","id":"${keptEmoji}"}}`, 'unchanged'],
  ['emoji', `{"type":"emoji","attrs":{"shortName":":lost:","id":"${lostEmoji}"}}`, 'TARGET_NOT_IMPORTED'],
  [
    'extension',
    '{"type":"extension","attrs":{"extensionKey":"contentbylabel","extensionType":"com.atlassian.confluence.macro.core","parameters":{"macroParams":{"cql":{"value":"space = \\"DOC\\" and ancestor = 11"}},"macroMetadata":{"macroId":{"value":"11"}}},"localId":"11"}}',
    'rewritten rewritten',
    '{"type":"extension","attrs":{"extensionKey":"contentbylabel","extensionType":"com.atlassian.confluence.macro.core","parameters":{"macroParams":{"cql":{"value":"space = \\"DOC2\\" and ancestor = 911"}},"macroMetadata":{"macroId":{"value":"11"}}},"localId":"11"}}',
  ],
  [
    'annotation',
    `{"type":"text","text":"x","marks":[{"type":"annotation","attrs":{"annotationType":"inlineComment","id":"${uuid}"}}]}`,
    '',
  ],
  ['task', '{"type":"taskItem","attrs":{"localId":"11","state":"TODO"}}', ''],
  ['panel', `{"type":"panel","attrs":{"panelType":"custom","panelIconId":"${uuid}"}}`, 'EMOJI_OF_SITE'],
  [
    'panel',
    `{"type":"panel","attrs":{"panelType":"custom","panelIcon":":kiln:","panelIconId":"${emoji}"}}`,
    'rewritten',
    `{"type":"panel","attrs":{"panelType":"custom","panelIcon":":kiln:","panelIconId":"${newEmoji}"}}`,
  ],
  [
    'sync block',
    `{"type":"syncBlock","attrs":{"resourceId":"ari:cloud:confluence:c:page/11/${uuid}","localId":"l"}}`,
    'OBJECT_OF_APP',
  ],
  [
    'ari',
    '{"type":"extension","attrs":{"extensionKey":"app","parameters":{"target":"ari:cloud:confluence:c1:page/11"}}}',
    'rewritten',
    '{"type":"extension","attrs":{"extensionKey":"app","parameters":{"target":"ari:cloud:confluence:c1:page/911"}}}',
  ],
)
