import type { Markup } from '../../markup.js'
import { facts, section } from '../../sections.js'
import { formatCount, formatNoun } from '../../words/numbers.js'
import type { ExportReport } from '../export-report.js'

/** 5: how many people there are, and of how many a destination can tell who they are. */
export function exportPeople({ people }: ExportReport): Markup {
  return section(
    5,
    'People',
    'Authors, commenters and everybody who is mentioned.',
    facts([
      ['In the archive', formatNoun(people.total, 'person', 'people')],
      ['Can be recognised by e-mail or account id', formatCount(people.identifiable)],
      ['Only named by the source, no record of them', formatCount(people.referencedOnly)],
    ]),
  )
}
