import type { Argv } from 'yargs'
import type { Session } from '../run/session.js'
import type { GlobalOptions } from './help.js'

type AddCommand = (yargs: Argv<GlobalOptions>, session: Session) => Argv<GlobalOptions>

/** Every command by its first word, in the order of the road. What one needs is loaded only where it is needed. */
const commands: Readonly<Record<string, () => Promise<AddCommand>>> = {
  assess: async () => (await import('./assess.js')).addAssess,
  export: async () => (await import('./export.js')).addExport,
  inspect: async () => (await import('./inspect.js')).addInspect,
  verify: async () => (await import('./verify.js')).addVerify,
  list: async () => (await import('./list.js')).addList,
  cat: async () => (await import('./cat.js')).addCat,
  diff: async () => (await import('./diff.js')).addDiff,
  plan: async () => (await import('./plan.js')).addPlan,
  apply: async () => (await import('./apply.js')).addApply,
  import: async () => (await import('./import.js')).addImport,
  status: async () => (await import('./status.js')).addStatus,
  runs: async () => (await import('./runs.js')).addRuns,
  report: async () => (await import('./report.js')).addReport,
  check: async () => (await import('./check.js')).addCheck,
  links: async () => (await import('./links.js')).addLinks,
  undo: async () => (await import('./undo.js')).addUndo,
  redirects: async () => (await import('./redirects.js')).addRedirects,
  site: async () => (await import('./site.js')).addSite,
  demo: async () => (await import('./demo.js')).addDemo,
  explain: async () => (await import('./explain.js')).addExplain,
}

/** Adds the command that the words begin with; every command if they begin with none. */
export async function addCommands(
  yargs: Argv<GlobalOptions>,
  session: Session,
  words: readonly string[],
): Promise<Argv<GlobalOptions>> {
  const [first = ''] = words
  const named = Object.hasOwn(commands, first) ? commands[first] : undefined
  const adds = named === undefined ? Object.values(commands) : [named]
  let all = yargs
  for (const add of adds) all = (await add())(all, session)
  return all
}
