import { basename } from 'node:path'
import { formatCount, formatNoun } from '../../words/numbers.js'
import { fileLink } from '../../file-links.js'
import type { ImportReport } from '../import-report.js'
import { html, type Markup } from '../../markup.js'
import { facts, section } from '../../sections.js'
import type { ImportSection } from './import-section.js'

/** K: what was carried, by its digests, and who signed it. */
export const custodySection: ImportSection = { letter: 'K', name: 'Custody', render: renderCustody }

function renderCustody({ archive, destination, plan, lists, losses, references }: ImportReport): Markup {
  const { path, bytes } = archive
  const whole = [plan.file, losses.full, references?.full].filter((name) => name !== undefined)
  return section(
    'K',
    'Custody',
    'Compare these with what was handed over. The same content gives the same content root.',
    [
      facts([
        ['File', bytes === undefined ? basename(path) : `${basename(path)}, ${formatCount(bytes)} bytes`],
        ['Archive id', html`<code>${archive.id}</code>`],
        ['Content root', html`<code>${archive.contentRoot}</code>`],
        ['Manifest', html`<code>${archive.manifestDigest}</code>`],
        ['Plan', html`<code>${plan.digest}</code>`],
        ['Policies and mapping', html`<code>${plan.options}</code>`],
        ['Site id of the destination', html`<code>${destination.siteId}</code>`],
        ['Signers of the archive', 'none: no detached signature came with it'],
      ]),
      html`<h3>Files of this report</h3>
        <ul>
          ${lists.map(({ file, what, rows }) => html`<li>${fileLink(file)} · ${what}, ${formatNoun(rows, 'row')}</li>`)}
          ${whole.map((name) => html`<li>${fileLink(name)} · for programs</li>`)}
        </ul>`,
    ],
  )
}
