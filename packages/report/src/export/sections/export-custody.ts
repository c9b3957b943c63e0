import { html, type Markup } from '../../markup.js'
import { facts, section } from '../../sections.js'
import { formatCount } from '../../words/numbers.js'
import type { ExportReport } from '../export-report.js'

/** 7: what is carried, by its digests. */
export function exportCustody({ archive, source, certificate }: ExportReport): Markup {
  return section(
    7,
    'Custody',
    'Compare these with what arrives. The same content gives the same content root, however it is packed.',
    facts([
      ...archive.volumes.map((volume): readonly [string, Markup] => [
        'SHA-256 of the file',
        html`<code>${volume.sha256}</code><br /><span class="small"
            >${volume.name}, ${formatCount(volume.bytes)} bytes</span
          >`,
      ]),
      ['Content root', html`<code>${archive.contentRoot}</code>`],
      ['Manifest', html`<code>${archive.manifestDigest}</code>`],
      ['Archive id', html`<code>${archive.id}</code>`],
      ['Id of the source', html`<code>${source.siteId}</code>`],
      ['Format', `spacecrate ${archive.format}`],
      ['Schemas', html`<code>${certificate.schemas}</code>`],
    ]),
  )
}
