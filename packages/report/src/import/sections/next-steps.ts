import { html, type Markup } from '../../markup.js'
import { formatNoun } from '../../words/numbers.js'
import type { ImportReport } from '../import-report.js'
import type { ImportCommands } from './import-section.js'

/** What the reader of a plan does with it. */
export function nextSteps({ conflicts, mapping, archive }: ImportReport, commands: ImportCommands): Markup {
  const blocked = conflicts.length > 0 || mapping.wrong.count > 0
  return html`<section id="next">
    <h2>What to do next</h2>
    <ol class="next">
      ${
        conflicts.length === 0
          ? undefined
          : html`<li>
              Decide on ${formatNoun(conflicts.length, 'conflict')} in <a href="#A">section A</a>: in the file of
              spaces, or for all of them with <code>--space-key-exists</code> and skip, rename or under.
            </li>`
      }
      ${
        mapping.wrong.count === 0
          ? undefined
          : html`<li>
              Put ${formatNoun(mapping.wrong.count, 'row')} of the <a href="#mapping">mapping files</a> right.
            </li>`
      }
      ${
        archive.likelyHosts.length === 0
          ? undefined
          : html`<li>
              Say whether ${archive.likelyHosts.map(({ host }) => host).join(', ')} is the source: links to it follow
              their pages only then. Write <code>source</code> into the <a href="#mapping">file of hosts</a>, or plan
              with <code>--source-url</code>.
            </li>`
      }
      <li>Read sections <a href="#C">C</a> and <a href="#D">D</a>: what would be missing, and who would see what.</li>
      <li>
        Where a person, a group, a space, a title or a host should become another one, write it into the
        <a href="#mapping">mapping files</a> and plan again: <code>${commands.plan}</code>
      </li>
      <li>
        ${blocked ? 'When nothing stands in the way any more, do' : 'Do'} what the plan says:
        <code>${commands.apply}</code>
      </li>
    </ol>
  </section> `
}
