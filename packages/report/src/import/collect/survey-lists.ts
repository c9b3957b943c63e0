import type { Archive } from '@spacecrate/format'
import type { SurveySummary } from '@spacecrate/importer'
import type { ReportedSurvey } from '../import-report.js'
import type { ReportLists } from '../../lists.js'
import { nameOf } from '../../name-places.js'
import type { ImportListName } from '../import-lists.js'

/** The names of at most this many samples are looked up. */
const namedSamples = 500

/** Lists what the plan found in bodies, whole where a page of the report shows the first lines. */
export async function listSurvey(
  survey: SurveySummary,
  archive: Archive,
  lists: ReportLists<ImportListName>,
): Promise<ReportedSurvey> {
  let named = 0
  const nameSample = async (id: string): Promise<string | undefined> =>
    named++ < namedSamples ? nameOf(archive, id) : undefined
  const macros: ReportedSurvey['macros'][number][] = []
  for (const macro of survey.macros) {
    const { name, count, sample, there } = macro
    const on = await nameSample(sample)
    macros.push({ ...macro, on })
    lists.add('macros', [name, count, macroWords(there), sample, on])
  }
  for (const { host, count, kind, sample } of survey.hosts) {
    lists.add('hosts', [host, count, kind, sample, await nameSample(sample)])
  }
  for (const { code, first } of survey.limits) {
    for (const { id, what } of first) lists.add('limits', [code, id, await nameSample(id), what])
  }
  await lists.flush()
  return { bodies: survey.bodies, hosts: survey.hosts, limits: survey.limits, macros }
}

/** Whether the destination shows a macro. */
export function macroWords(there: boolean | undefined): string {
  if (there === undefined) return 'nobody can say'
  return there ? 'works' : 'a box with its name'
}
