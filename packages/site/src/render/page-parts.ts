import { markerId } from './anchors.js'
import { block, inline, leaveOut, partOf } from './element-rule.js'
import type { ElementRule } from './element-rule.js'
import { element as tag, escapeHtml } from './escape.js'
import { findPart } from './open-element.js'
import type { OpenElement } from './open-element.js'
import type { PageView } from './page-view.js'

const SECTION_TYPES: ReadonlySet<string> = new Set([
  'single',
  'two_equal',
  'two_left_sidebar',
  'two_right_sidebar',
  'three_equal',
  'three_with_sidebars',
  'three_left_sidebars',
  'three_right_sidebars',
  'four_equal',
  'five_equal',
])
const MONTHS = 'January February March April May June July August September October November December'.split(' ')

/** Layouts, tasks, dates, placeholders and the marks of inline comments. */
export const pagePartRules: ReadonlyMap<string, ElementRule> = new Map<string, ElementRule>([
  ['ac:layout', block((element) => tag('div', { class: 'c-layout' }, element.html))],
  ['ac:layout-section', block(layoutSection)],
  ['ac:layout-cell', block((element) => tag('div', { class: 'c-cell' }, element.html))],
  ['ac:task-list', block((element) => tag('ul', { class: 'c-tasks' }, element.html))],
  ['ac:task', block(task)],
  ...['ac:task-id', 'ac:task-uuid', 'ac:task-status', 'ac:task-body'].map(
    (name) =>
      [
        name,
        partOf(
          ['ac:task'],
          block((element) => element.html),
        ),
      ] as const,
  ),
  ['time', inline(date)],
  ['ac:placeholder', inline((element) => tag('span', { class: 'c-placeholder' }, element.html))],
  [
    'at:var',
    inline((element) => tag('span', { class: 'c-placeholder' }, escapeHtml(element.attributes.get('at:name') ?? ''))),
  ],
  ['at:declarations', leaveOut],
  ['ac:inline-comment-marker', inline(marker)],
])

function layoutSection(element: OpenElement): string {
  const type = element.attributes.get('ac:type') ?? ''
  const known = SECTION_TYPES.has(type) ? ` c-section-${type.replaceAll('_', '-')}` : ''
  return tag('div', { class: `c-section${known}` }, element.html)
}

function task(element: OpenElement): string {
  const isDone = findPart(element, 'ac:task-status')?.text.trim() === 'complete'
  const box = isDone
    ? '<span class="c-task-box" title="Done">☑</span>'
    : '<span class="c-task-box" title="Open">☐</span>'
  const body = findPart(element, 'ac:task-body')
  element.text = body?.text ?? element.text
  const inside = `${box}<div class="c-task-body">${body?.html ?? ''}${element.html}</div>`
  return tag('li', { class: isDone ? 'c-task c-task-done' : 'c-task' }, inside)
}

function date(element: OpenElement): string {
  const value = element.attributes.get('datetime') ?? ''
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)/.exec(value) ?? []
  const name = MONTHS[Number(month) - 1]
  const shown = name === undefined ? value : `${Number(day)} ${name} ${year}`
  const html = element.html.trim() || escapeHtml(shown)
  element.text ||= shown
  return tag('time', { class: 'c-date', datetime: name === undefined ? undefined : value }, html)
}

/** One comment can mark several stretches of text; the link goes to the first. */
function marker(element: OpenElement, view: PageView): string {
  const id = markerId(element.attributes.get('ac:ref') ?? '')
  return tag('mark', { class: 'inline-comment', id: view.claimOnce(id) ? id : undefined }, element.html)
}
