import { formatCount } from '../../words/numbers.js'
import { fileHref } from '../../file-links.js'
import type { ImportReport } from '../import-report.js'
import { html, type Markup } from '../../markup.js'
import { type Count, countText, facts, section } from '../../sections.js'
import type { ImportSection, PageParts } from './import-section.js'

/** H: proof that nothing existing was touched, in words and numbers, and how to check it. */
export const proofSection: ImportSection = { letter: 'H', name: 'Untouched', render: renderProof }

function renderProof({ untouched, plan, applied }: ImportReport, { links, commands }: PageParts): Markup {
  const { creates, completions, changes, existing, added, refused, changedSince } = untouched
  const additions = Object.entries(added)
  const sum = additions.reduce((total, [, count]) => total + count, 0)
  return section(
    'H',
    'Nothing existing was touched',
    'An import has no step that changes or deletes what it did not make. Each write is tied to the absence of what it makes.',
    [
      facts([
        [
          applied ? 'Steps that made something new' : 'Steps that make something new',
          countText(links.count(creates, 'created')),
        ],
        ['Second steps, on what our imports made themselves', countText(stepsLink(completions, plan.file))],
        ['Steps that change or delete anything else', html`<strong>${formatCount(changes)}</strong>`],
        ['Things that stood there before and are used as they are', countText(links.count(existing, 'existing'))],
        [
          'Additions to such things, allowed by name',
          html`${countText(links.count(sum, 'added'))}${
            sum === 0
              ? undefined
              : html` <span class="small"
                  >${additions.map(([kind, count]) => `${kind} ${formatCount(count)}`).join(', ')}</span
                >`
          }`,
        ],
        ['Additions that were refused', countText(links.count(refused, 'refused'))],
        [
          'Refused, since the destination changed after the plan',
          applied ? countText(links.count(changedSince, 'losses')) : undefined,
        ],
      ]),
      html`<p>
        ${applied ? 'To check it' : 'Once it is imported, to check it'}: <code>${commands.check}</code> reads the
        destination back and compares it with the archive; what differs must be what <a href="#C">section C</a> lists.
      </p>`,
    ],
  )
}

function stepsLink(count: number, file: string): Count {
  return count === 0 ? { count } : { count, href: fileHref(file) }
}
