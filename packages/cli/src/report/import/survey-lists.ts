import type { SurveySummary } from '@spacecrate/importer'
import type { ReportLists } from '../lists.js'
import type { ImportListName } from './import-lists.js'

/** Lists what the plan found in bodies, whole where a page of the report shows the first lines. */
export async function listSurvey(survey: SurveySummary, lists: ReportLists<ImportListName>): Promise<void> {
  for (const { name, count, sample, there } of survey.macros)
    lists.add('macros', [name, count, macroWords(there), sample])
  for (const { host, count, kind, sample } of survey.hosts) lists.add('hosts', [host, count, kind, sample])
  for (const { code, first } of survey.limits) {
    for (const { id, what } of first) lists.add('limits', [code, id, undefined, what])
  }
  await lists.flush()
}

/** Whether the destination shows a macro. */
export function macroWords(there: boolean | undefined): string {
  if (there === undefined) return 'nobody can say'
  return there ? 'works' : 'a box with its name'
}
