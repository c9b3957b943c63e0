import type { Markup } from '../../markup.js'
import type { ImportReport } from '../import-report.js'
import type { ListLinks } from '../list-links.js'

/** One section of the report on an import or a plan: a file of this folder for each. `import-page.ts` lists them in order. */
export interface ImportSection {
  /** The letter that readers and links know it by. */
  readonly letter: string
  /** Its name in the navigation. */
  readonly name: string
  readonly render: (report: ImportReport, page: PageParts) => Markup
}

/** What sections need beside the report. */
export interface PageParts {
  readonly links: ListLinks
  readonly commands: ImportCommands
}

/** Command lines that a reader can copy. */
export interface ImportCommands {
  /** Makes the plan again, with the decisions in its mapping files. */
  readonly plan: string
  /** Carries out the plan. */
  readonly apply: string
  /** Reads the destination back and compares it with the archive. */
  readonly check: string
}
