import { formatCount, formatDuration } from '../../words/numbers.js'
import type { ImportReport } from '../import-report.js'
import { formatInstant } from '../../words/instants.js'
import { html, type Markup } from '../../markup.js'
import { facts } from '../../sections.js'
import { timesSection } from '../../times-section.js'
import type { ImportSection } from './import-section.js'

/** J: what was expected, and how long it took. */
export const timeSection: ImportSection = { letter: 'J', name: 'Time', render: renderTime }

function renderTime({ run, forecast, plan, applied }: ImportReport): Markup {
  const expected =
    forecast === undefined
      ? 'no earlier run into this destination to judge by'
      : `${formatDuration((forecast.steps / forecast.stepsPerSecond) * 1000)}, at ${formatCount(forecast.stepsPerSecond)} steps a second as in the run of ${formatInstant(forecast.of)}`
  const apply = run.stages.find(({ name }) => name === 'apply')
  const rate =
    apply === undefined || apply.milliseconds === 0
      ? undefined
      : `${formatDuration(apply.milliseconds)}, ${formatCount((plan.steps * 1000) / apply.milliseconds)} steps a second`
  return timesSection('J', run, [
    html`<h3>Forecast and actual</h3>`,
    facts([
      ['Steps', `${formatCount(plan.steps)}, of which ${formatCount(plan.writes)} write`],
      ['Forecast of applying them', expected],
      [applied ? 'Actual' : '', rate],
    ]),
  ])
}
