import type { Database } from '@spacecrate/disk'
import { type BackupObject, type CleanText, textOf } from '@spacecrate/confluence'
import { secretOmission } from '../../../omission.js'
import { baseUrlOf } from '../settings/base-url.js'
import { encodeCell } from './cell.js'
import { SiteMark } from './site-mark.js'

/** Properties and collections that only Cloud writes. */
const cloudMarks = ['navigationType', 'entitySubType', 'editorVersion', 'isFolder', 'adfContentBodies', 'childrens']

/** What the file as a whole tells of its site: which product wrote it, and clues to the zone of its times. */
export class SiteTraits {
  readonly #db: Database
  readonly #clue
  #mark = new SiteMark()
  /** What each installation got when it was set up; several are several sites. */
  readonly marks: Set<string> = new Set()
  #datetime: string | undefined
  #cloud = false
  #serverClasses = false
  #names = false
  readonly #bodies = { typed: 0, untyped: 0 }
  #baseUrl: CleanText | undefined

  constructor(db: Database) {
    this.#db = db
    this.#clue = db.prepare('INSERT INTO clue VALUES (?, ?, ?)')
  }

  root(attributes: ReadonlyMap<string, string>): void {
    this.#datetime ??= attributes.get('datetime')
  }

  look(object: BackupObject): void {
    this.#mark.look(object)
    switch (object.class) {
      case 'ConfluenceUserImpl':
        this.#cloud ||= textOf(object, 'atlassianAccountId') !== undefined
        return
      case 'ConfluenceBandanaRecord':
        this.#serverClasses = true
        this.#timeOfMigration(object)
        this.#baseUrl ??= baseUrlOf(object)
        return
      case 'InternalUser':
        this.#serverClasses = true
        return
      case 'BodyContent':
        this.#bodies[textOf(object, 'bodyType') === undefined ? 'untyped' : 'typed']++
        return
      case 'Page':
      case 'BlogPost':
      case 'Attachment':
        this.#names ||= object.properties.has('creatorName')
        this.#cloud ||= cloudMarks.some((name) => object.properties.has(name) || object.collections.has(name))
        return
      default:
    }
  }

  /** What follows is of another backup. */
  endPart(): void {
    const mark = this.#mark.digest
    if (mark !== undefined) this.marks.add(mark)
    this.#mark = new SiteMark()
  }

  finish(): void {
    const put = this.#db.prepare('INSERT INTO meta VALUES (?, ?)')
    const traits = { cloud: this.#cloud, server: this.#serverClasses, names: this.#names, bodies: this.#bodies }
    put.run('traits', JSON.stringify(traits))
    if (this.#baseUrl !== undefined) {
      const { text, taken } = this.#baseUrl
      put.run('baseUrl', JSON.stringify(text))
      if (taken.length > 0) {
        const line = secretOmission('site', taken, 'the address of the site')
        this.#db.prepare('INSERT INTO finding VALUES (NULL, ?)').run(JSON.stringify(line))
      }
    }
    const [mark] = this.marks
    if (mark !== undefined) put.run('siteMark', JSON.stringify(mark))
    if (this.#datetime !== undefined) put.run('datetime', JSON.stringify(this.#datetime))
  }

  /** A setting that Data Center writes in UTC at the moment when it makes a space: a clue to the zone of its times. */
  #timeOfMigration(object: BackupObject): void {
    if (textOf(object, 'key') !== 'trash.date.migration.time') return
    const instant = /^<instant>(\d{4}-\d\d-\d\dT[\d:.]{5,25}Z)<\/instant>$/.exec(textOf(object, 'value') ?? '')?.[1]
    const context = textOf(object, 'context')
    if (instant && context !== undefined) this.#clue.run('space', encodeCell(context), instant)
  }
}
