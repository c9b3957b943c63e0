import { findingsList } from '../../findings-list.js'
import type { Markup } from '../../markup.js'
import { section } from '../../sections.js'
import type { ExportReport } from '../export-report.js'

/** 3: what was in scope and is not in the archive. */
export function exportLeftOut({ omissions }: ExportReport): Markup {
  return section(
    3,
    'What is not in the archive',
    'Everything that the source showed in scope and that was left out, by reason.',
    findingsList(omissions.findings, 'Nothing was left out.', omissions.full),
  )
}
