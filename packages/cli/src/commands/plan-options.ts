import {
  type AllowedChange,
  allowedChanges,
  type ImportKind,
  importKinds,
  type ImportPolicies,
  type ImportSelection,
} from '@spacecrate/importer'
import type { Argv } from 'yargs'
import { join } from 'node:path'
import { own, ownList, ownValue } from './help.js'
import { splitList, splitUrls } from './lists.js'

const spaceChoices = ['fail', 'skip', 'rename', 'under'] as const
const peopleWords = ['create', 'text', 'placeholder'] as const
const list = { ...ownList, coerce: splitList } as const
const defaultRule = '{title} ({n})'

/** What these options say, by their own names; yargs adds the names without dashes. */
interface PlanOptions {
  to: string
  space: string[] | undefined
  kinds: string[] | undefined
  'skip-kinds': string[] | undefined
  'space-key-exists': (typeof spaceChoices)[number]
  'on-space-conflict': (typeof spaceChoices)[number] | undefined
  under: string | undefined
  'unmapped-people': string
  'title-rule': string
  'source-url': string[] | undefined
  allow: string[] | undefined
  verify: boolean | undefined
  work: string
}

/** What a command gets of them. */
export interface PlanArguments {
  readonly to: string
  readonly space: string[] | undefined
  readonly kinds: string[] | undefined
  readonly skipKinds: string[] | undefined
  readonly spaceKeyExists: (typeof spaceChoices)[number]
  readonly onSpaceConflict: (typeof spaceChoices)[number] | undefined
  readonly under: string | undefined
  readonly unmappedPeople: string
  readonly titleRule: string
  readonly sourceUrl: string[] | undefined
  readonly allow: string[] | undefined
  /** Absent: unless nothing of the archive has to be read. */
  readonly verify: boolean | undefined
  readonly work: string
}

/** The options that `plan` and `import` share: what is imported, where to, and what happens where something is there. */
export function addPlanOptions<Before>(yargs: Argv<Before>): Argv<Before & PlanOptions> {
  return (
    yargs
      .option('to', { ...ownValue, type: 'string', demandOption: true, describe: 'Folder of an embedded site' })
      .option('space', { ...list, alias: 'spaces', describe: 'Only the spaces of these keys: DOCS,TEAM' })
      .option('kinds', { ...list, describe: `Pages, and of the rest only: ${importKinds.join(', ')}` })
      .option('skip-kinds', { ...list, describe: 'All kinds but these' })
      .option('space-key-exists', {
        ...ownValue,
        choices: spaceChoices,
        default: 'fail' as const,
        describe: 'A space key that the destination has already',
      })
      // The same under another name.
      .option('on-space-conflict', { ...ownValue, choices: spaceChoices, hidden: true })
      .option('under', {
        ...ownValue,
        type: 'string',
        describe: 'Page of the destination for --space-key-exists under: KEY:Title or a content id',
      })
      .option('unmapped-people', {
        ...ownValue,
        type: 'string',
        default: 'create',
        describe: 'People without a counterpart: create, text, placeholder, or who stands in for them (gets no rights)',
      })
      .option('title-rule', {
        ...ownValue,
        type: 'string',
        default: defaultRule,
        describe: 'Title of a page whose own is taken',
      })
      .option('source-url', { ...list, coerce: splitUrls, describe: 'Base URLs of the source; a backup says none' })
      .option('allow', {
        ...list,
        default: [] as string[],
        defaultDescription: 'none',
        describe: `Changes to things that are there, by name: ${allowedChanges.join(',')}`,
      })
      .option('verify', {
        ...own,
        type: 'boolean',
        defaultDescription: 'if anything of it is read',
        describe: 'Verify the archive first; --no-verify if it just was',
      })
      .option('work', {
        ...ownValue,
        type: 'string',
        default: join('spacecrate-work', 'import'),
        describe: 'Folder for journal and report; keep it: it knows what was imported',
      })
  )
}

/** Throws for what can't be meant; for `check`. */
export function checkPlanOptions(options: PlanOptions): true {
  const { allow, under, kinds, 'title-rule': titleRule, 'skip-kinds': skipKinds } = options
  const spaceKeyExists = options['on-space-conflict'] ?? options['space-key-exists']
  const unknown = (allow ?? []).filter((word) => !isAllowed(word))
  if (unknown.length > 0) throw new Error(`--allow knows ${allowedChanges.join(', ')}, not ${unknown.join(', ')}`)
  const unknownKinds = [...(kinds ?? []), ...(skipKinds ?? [])].filter((kind) => !isKind(kind))
  if (unknownKinds.length > 0) {
    throw new Error(`There is no kind ${unknownKinds.join(', ')}; kinds are ${importKinds.join(', ')}`)
  }
  if ((spaceKeyExists === 'under') !== (under !== undefined)) {
    throw new Error('--space-key-exists under and --under PAGE go together')
  }
  if (titleRule.length > 100 || !titleRule.includes('{title}') || !titleRule.includes('{n}')) {
    throw new Error('--title-rule needs {title} and {n}, and at most 100 characters')
  }
  return true
}

/** The same in the words of the importer. */
export function planOptionsOf(args: PlanArguments): {
  readonly policies: ImportPolicies
  readonly selection: ImportSelection
  readonly sourceUrls: readonly string[]
} {
  const { space, kinds, skipKinds, unmappedPeople, under } = args
  const isWord = (word: string): word is (typeof peopleWords)[number] => peopleWords.some((one) => one === word)
  return {
    policies: {
      spaceKeyExists: args.onSpaceConflict ?? args.spaceKeyExists,
      ...(under !== undefined && { under }),
      unmappedPeople: isWord(unmappedPeople) ? unmappedPeople : { standIn: unmappedPeople },
      titleRule: args.titleRule,
      allow: (args.allow ?? []).filter(isAllowed),
    },
    selection: {
      ...(space !== undefined && { spaces: space }),
      ...(kinds !== undefined && { kinds: kinds.filter(isKind) }),
      ...(skipKinds !== undefined && { skipKinds: skipKinds.filter(isKind) }),
    },
    sourceUrls: args.sourceUrl ?? [],
  }
}

function isAllowed(word: string): word is AllowedChange {
  return allowedChanges.some((choice) => choice === word)
}

function isKind(word: string): word is ImportKind {
  return importKinds.some((kind) => kind === word)
}
