import { showsSecret } from '@spacecrate/confluence'
import type { ApplicationLink } from '@spacecrate/format'
import type { SourceItem } from '../../../source.js'
import type { PlacedRow, ReadContext } from '../read-context.js'
import { decodeCell, encodeCell } from '../index/cell.js'
import { present, recorded } from '../items.js'
import { type FoundSetting, omitSetting, settingClass } from './found-setting.js'
import { onlyText } from './read-values.js'

const field = /^applinks\.admin\.([\w-]+)\.(name|type|rpc\.url|display\.url|primary)$/

interface PartRow extends PlacedRow {
  readonly link: string
  readonly field: string
  readonly value: string
}

/**
 * Makes room for links to other applications. Each field of a link is a setting of its own, in any order, so the parts are
 * kept on disk until all of them have been met. How the applications prove who they are stays out: those settings are
 * secrets.
 */
export function awaitLinks({ db }: ReadContext): void {
  db.exec(`
    CREATE TEMP TABLE IF NOT EXISTS application_link (
      link TEXT NOT NULL, field TEXT NOT NULL, value TEXT NOT NULL, n INTEGER NOT NULL, at INTEGER NOT NULL,
      size INTEGER NOT NULL, PRIMARY KEY (link, field)) WITHOUT ROWID;
    DELETE FROM temp.application_link
  `)
}

/** Takes a field of a link, which becomes part of a record at the end. */
export function* addToLink(context: ReadContext, found: FoundSetting): Generator<SourceItem> {
  const [, link = '', name = ''] = field.exec(found.key) ?? []
  const text = onlyText(found.value)
  const put = context.query('INSERT OR IGNORE INTO temp.application_link VALUES (?, ?, ?, ?, ?, ?)')
  if (text === undefined || text === '') yield omitSetting(context, found, 'SETTING_UNREADABLE', found)
  else if (showsSecret(text)) yield omitSetting(context, found, 'SECRET', found, 'JSON with a secret in it')
  else if (put.run(encodeCell(link), name, encodeCell(text), found.n, found.at, found.size).changes === 0) {
    yield omitSetting(context, found, 'DUPLICATE_OBJECT', found, 'another setting has the same key')
  }
}

/** The records of all links, once all settings have been read. */
export function* linkRecords(context: ReadContext): Generator<SourceItem> {
  const page = context.query(
    'SELECT link, min(n) AS n FROM temp.application_link WHERE link > ? GROUP BY link ORDER BY link LIMIT 200',
  )
  for (let after = ''; ;) {
    const links = page.all(after) as { readonly link: string }[]
    for (const { link } of links) {
      after = link
      yield* recordOf(context, link)
    }
    if (links.length < 200) return
  }
}

function* recordOf(context: ReadContext, link: string): Generator<SourceItem> {
  const { query, ledger } = context
  const parts = query('SELECT * FROM temp.application_link WHERE link = ? ORDER BY n').all(link) as PartRow[]
  const [first] = parts
  if (!first) return
  const value = (name: string): string | undefined => {
    const part = parts.find((one) => one.field === name)
    return part && decodeCell(part.value)
  }
  for (const { n } of parts) ledger.set(n, 'merged')
  const id = decodeCell(link)
  const record = present<ApplicationLink>({
    id: `application-link:${id}`,
    name: value('name') ?? value('display.url') ?? value('rpc.url') ?? id,
    kind: value('type'),
    url: value('rpc.url'),
    displayUrl: value('display.url'),
    primary: value('primary') === 'true' ? true : undefined,
  })
  yield recorded(context, first, settingClass, 'application-links', record)
}
