import { assertFolder } from '@spacecrate/disk'
import { basename, resolve } from 'node:path'
import { streamNames } from '@spacecrate/format'
import { createDefinedSite, createLargeSite, createSite, type LargeSiteSize, type Site } from '@spacecrate/site'
import type { Argv } from 'yargs'
import type { Exit } from '../run/exit-codes.js'
import { formatInvocation } from '../run/invocation.js'
import type { Context, Session } from '../run/session.js'
import { formatCount, printable } from '@spacecrate/report/words'
import { explainCommand, type GlobalOptions, ownValue } from './help.js'

/** What a generated site may have of each thing, with the words of `--help`. */
const sizes = {
  pages: 'Make a site of so many pages, for trials of size: the same numbers make the same site',
  versions: 'With --pages: versions of each page',
  spaces: 'With --pages: spaces that the pages are in',
  comments: 'With --pages: comments on all pages together',
  attachments: 'With --pages: files on all pages together',
  seed: 'With --pages: another number makes other texts',
} as const

type SizeName = keyof typeof sizes

const sizeNames = Object.keys(sizes) as SizeName[]

type CreateOptions = { readonly [Name in 'name' | 'from']: string | undefined } & {
  readonly [Name in SizeName]: number | undefined
}

/** `site create`: an empty site, one of definitions, or a large one. */
export function addCreate(yargs: Argv<GlobalOptions>, session: Session): Argv<GlobalOptions> {
  return yargs.command(
    'create <dir>',
    'Make a site in a new folder: empty, from readable definitions, or of many pages',
    (command) =>
      explainCommand(
        command
          .positional('dir', {
            type: 'string',
            demandOption: true,
            describe: 'A folder that is empty or not there yet',
          })
          .option('name', { ...ownValue, type: 'string', describe: 'Name of the site; that of the folder otherwise' })
          .option('from', { ...ownValue, type: 'string', describe: 'Folder of definitions (*.json) to make it from' })
          .option('pages', { ...ownValue, type: 'number', describe: sizes.pages })
          .option('versions', { ...ownValue, type: 'number', describe: sizes.versions })
          .option('spaces', { ...ownValue, type: 'number', describe: sizes.spaces })
          .option('comments', { ...ownValue, type: 'number', describe: sizes.comments })
          .option('attachments', { ...ownValue, type: 'number', describe: sizes.attachments })
          .option('seed', { ...ownValue, type: 'number', describe: sizes.seed })
          .check(checkSizes),
        [
          ['site create ./site', 'a site to import into'],
          [
            'site create ./full --from fixtures/sites/full',
            'a site with everything, from definitions that you can read',
          ],
          [
            'site create ./large --pages 100000 --versions 3 --spaces 20 --comments 50000',
            'a large one, made of words',
          ],
          ["site create ./rehearsal --name 'Rehearsal of June'", 'with a name that its pages show'],
        ],
        ['complete', 'usage', 'sourceOrDestination', 'interrupted'],
      ),
    (args) => session.run(args, (context) => create(context, args.dir, args)),
  )
}

/** Largest of each number: beyond it ids would run into each other. */
const largest = 100_000_000

function checkSizes(options: Partial<CreateOptions>): true {
  const given = sizeNames.filter((name) => options[name] !== undefined)
  for (const name of given) {
    const value = options[name] ?? 0
    const least = name === 'versions' || name === 'spaces' ? 1 : 0
    if (!Number.isInteger(value) || value < least || value > largest) {
      throw new Error(`--${name} is a whole number from ${least} to ${largest}`)
    }
  }
  const { pages, from, spaces = 1, comments = 0, attachments = 0 } = options
  if (from !== undefined && given.length > 0) throw new Error('Give --from or --pages, not both')
  if (pages === undefined && given.length > 0) throw new Error(`--${given[0]} means something only with --pages`)
  if (spaces > Math.max(1, pages ?? 1)) throw new Error('There cannot be more --spaces than --pages')
  if (pages === 0 && comments + attachments > 0) throw new Error('Without pages there is nothing to hang on')
  return true
}

async function create(context: Context, dir: string, options: CreateOptions): Promise<Exit> {
  const { terminal, json } = context
  await assertFolder(dir)
  await using site = await make(context, dir, options)
  const { siteId, name } = site.store.identity
  const counts = streamNames.flatMap((stream) => {
    const count = site.store.count(stream)
    return count > 0 ? [[stream, count] as const] : []
  })
  const records = counts.reduce((sum, [, count]) => sum + count, 0)
  await terminal.print(
    json
      ? `${JSON.stringify({ dir, siteId, name, records: Object.fromEntries(counts) })}\n`
      : `${terminal.paint('good', 'created')}  ${printable(name)} in ${printable(dir)}, ${formatCount(records)} records\n  serve it:  ${formatInvocation(['site', 'serve', dir])}\n`,
  )
  return 'complete'
}

async function make(context: Context, dir: string, options: CreateOptions): Promise<Site> {
  const { from, name = basename(resolve(dir)), pages } = options
  const { signal } = context
  if (from !== undefined) {
    return await createDefinedSite(dir, { from, signal, name: options.name })
  }
  if (pages === undefined) return await createSite(dir, { name })
  const given = sizeNames.flatMap((size) => (options[size] === undefined ? [] : [[size, options[size]]]))
  const size: LargeSiteSize = { pages, ...Object.fromEntries(given) }
  const progress = context.progress()
  try {
    const onProgress = (done: number): void => progress.update({ stage: 'writing', done, unit: 'records' })
    return await createLargeSite(dir, { ...size, name, signal, onProgress })
  } finally {
    progress.end()
  }
}
