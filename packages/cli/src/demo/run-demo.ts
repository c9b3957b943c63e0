import { join } from 'node:path'
import type { Exit } from '../run/exit-codes.js'
import { formatInvocation } from '../run/invocation.js'
import type { Context } from '../run/session.js'
import { formatBytes, formatCount, formatDuration, formatNoun, printable } from '@spacecrate/report/words'
import { alignColumns } from '../terminal/table.js'
import { makeRunFolder } from './demo-folder.js'
import { numberAt, textAt } from './document.js'
import { readPages } from './read-pages.js'
import { type Document, runForDocument, runForText, stepFailed } from './sub-command.js'

/** One step, as `--json` lists it. */
interface StepResult {
  readonly title: string
  readonly command: string
  readonly milliseconds: number
  readonly says: string
}

/** Walks the whole road in a fresh folder, and ends by itself. */
export async function runDemo(
  context: Context,
  dir: string,
  backup: { readonly from: string; readonly name?: string },
): Promise<Exit> {
  const folder = await makeRunFolder(dir)
  const at = (...names: string[]): string => join(folder, ...names)
  const archive = at('demo.crate.zip')
  const back = at('site.crate.zip')
  const site = at('site')
  const work = at('work')
  const guide = new Guide(context)
  await guide.say(`The road of Spacecrate in ${folder}\n\n`)

  const named = backup.name === undefined ? [] : ['--name', backup.name]
  const exported = ['export', '--from', backup.from, '-o', archive, '--work', at('export-work'), ...named]
  const exportDocument = await guide.step('Export a Confluence backup into one sealed archive', exported, async () => {
    const document = await runForDocument(context, exported)
    return [document, describeExport(document)]
  })
  const verifying = ['verify', archive]
  await guide.step('Verify every byte, record and reference', verifying, async () => {
    const document = await runForDocument(context, verifying)
    return [document, `valid; content root ${textAt(document, 'contentRoot').slice(0, 16)}…`]
  })
  const inspecting = ['inspect', archive]
  await guide.step('Look inside', inspecting, async () => {
    const document = await runForDocument(context, inspecting)
    return [document, describeStreams(document)]
  })
  const creating = ['site', 'create', site, '--name', 'Demo site']
  await guide.step('Make an empty site', creating, async () => [await runForDocument(context, creating), 'ready'])
  const importing = ['import', archive, '--to', site, '--work', work, '--yes']
  const importDocument = await guide.step('Import the archive: plan, then apply', importing, async () => {
    const document = await runForDocument(context, importing)
    return [document, describeImport(document)]
  })
  await guide.step('Import it again: nothing is created twice', importing, async () => {
    const document = await runForDocument(context, importing)
    const created = numberAt(document, 'total.created')
    if (created > 0) throw stepFailed(importing, `A second import created ${formatNoun(created, 'record')}`)
    return [document, `0 created, ${formatCount(numberAt(document, 'total.matched'))} there already`]
  })
  const checking = ['check', archive, '--to', site, '--work', work]
  await guide.step('Read the site back: is everything there?', checking, async () => {
    const document = await runForDocument(context, checking)
    const texts = formatNoun(numberAt(document, 'bodies.compared'), 'text')
    return [document, `${texts} and ${formatNoun(numberAt(document, 'files.count'), 'file')} as they must be`]
  })
  const exporting = ['export', '--from', site, '-o', back, '--work', at('back-work')]
  await guide.step('Export the site again', exporting, async () => {
    const document = await runForDocument(context, exporting)
    return [document, describeExport(document)]
  })
  const comparing = ['diff', archive, back, '--map', work]
  await guide.step('Compare both archives, record by record', comparing, async () => {
    const { err } = await runForText(context, comparing, ['complete'])
    return [undefined, err.trim().split('\n').at(-1) ?? '']
  })
  const serving = ['site', 'serve', site]
  await guide.step('Serve the site and read it', serving, async () => {
    const pages = await readPages(context, [...serving, '--port', '0'], importDocument)
    return [undefined, `read ${formatNoun(pages.count, 'page')}, such as “${printable(pages.title)}”`]
  })
  await guide.end(folder, {
    exportReport: textAt(exportDocument, 'report.html'),
    importReport: textAt(importDocument, 'report.html'),
    site,
    serve: formatInvocation(serving),
  })
  return 'complete'
}

/** Prints the steps as they go, and all of them as one document with `--json`. */
class Guide {
  readonly #context: Context
  readonly #steps: StepResult[] = []

  constructor(context: Context) {
    this.#context = context
  }

  async say(text: string): Promise<void> {
    if (!this.#context.json) await this.#context.terminal.print(text)
  }

  async step<Result>(
    title: string,
    args: readonly string[],
    work: () => Promise<readonly [Result, string]>,
  ): Promise<Result> {
    const { terminal } = this.#context
    const number = String(this.#steps.length + 1).padStart(2)
    const command = formatInvocation(args, 'spacecrate')
    await this.say(`${number}  ${terminal.paint('strong', title)}\n    ${terminal.paint('faint', command)}\n`)
    const start = performance.now()
    const [result, says] = await work()
    const milliseconds = Math.round(performance.now() - start)
    this.#steps.push({ title, command, milliseconds, says })
    await this.say(
      `    ${terminal.paint('good', '✓')} ${says}  ${terminal.paint('faint', formatDuration(milliseconds))}\n`,
    )
    return result
  }

  async end(
    folder: string,
    result: Readonly<Record<'exportReport' | 'importReport' | 'site' | 'serve', string>>,
  ): Promise<void> {
    const { terminal, json } = this.#context
    const milliseconds = this.#steps.reduce((sum, step) => sum + step.milliseconds, 0)
    if (json) {
      await terminal.print(`${JSON.stringify({ folder, steps: this.#steps, milliseconds, ...result })}\n`)
      return
    }
    const rows = [
      ['export report', result.exportReport],
      ['import report', result.importReport],
      ['site', result.site],
      ['open it', terminal.paint('strong', result.serve)],
    ]
    await terminal.print(`\nDone in ${formatDuration(milliseconds)}.\n${alignColumns(rows)}`)
  }
}

function describeExport(document: Document): string {
  const files = `${formatNoun(numberAt(document, 'blobs.count'), 'file')} of ${formatBytes(numberAt(document, 'blobs.bytes'))}`
  const omitted = numberAt(document, 'omissions.count')
  return `${formatNoun(numberAt(document, 'records'), 'record')}, ${files}, ${formatNoun(omitted, 'omission')}, ${formatCount(numberAt(document, 'unexplained'))} unexplained`
}

function describeStreams(document: Document): string {
  const streams = document['streams']
  if (!Array.isArray(streams)) return ''
  return ['spaces', 'content', 'versions', 'comments', 'attachments', 'people']
    .map((name) => {
      const stream: unknown = streams.find((one: unknown) => textAt(one as Document, 'name') === name)
      return `${formatCount(numberAt((stream ?? {}) as Document, 'records'))} ${name}`
    })
    .join(', ')
}

function describeImport(document: Document): string {
  const created = formatNoun(numberAt(document, 'total.created'), 'record')
  const links = `${formatNoun(numberAt(document, 'references.total'), 'reference')} in texts read, ${formatCount(numberAt(document, 'references.rewritten'))} rewritten`
  const losses = formatNoun(numberAt(document, 'losses.count'), 'loss', 'losses')
  return `${created} created, ${links}, ${losses}`
}
