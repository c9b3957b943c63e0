import { formatBytes, formatDuration, formatRate } from './words/numbers.js'
import { formatInstant } from './words/instants.js'
import type { Markup, MarkupValue } from './markup.js'
import type { RunFacts, StageTime } from './run-facts.js'
import { facts, section, table } from './sections.js'

/** The section on how long a run took, by stage; `more` is shown below. */
export function timesSection(number: number | string, run: RunFacts, more?: MarkupValue): Markup {
  return section(number, 'Time', 'How long it took, and with what.', [
    facts([
      ['Began', formatInstant(run.began)],
      ['Ended', formatInstant(run.ended)],
      ['Took', formatDuration(run.milliseconds)],
      ['Tool', `${run.tool.name} ${run.tool.version}, Node ${run.node}, ${run.platform}`],
    ]),
    run.stages.length === 0
      ? undefined
      : table<StageTime>(
          [
            { title: 'Stage', cell: (row) => row.name },
            { title: 'Time', cell: (row) => formatDuration(row.milliseconds) },
            { title: 'Bytes', cell: (row) => (row.bytes === undefined ? '' : formatBytes(row.bytes)) },
            { title: 'Rate', cell: (row) => (row.bytes === undefined ? '' : formatRate(row.bytes, row.milliseconds)) },
          ],
          run.stages,
        ),
    more,
  ])
}
