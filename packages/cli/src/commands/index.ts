import type { Argv } from 'yargs'
import type { Session } from '../run/session.js'
import { addCat } from './cat.js'
import { addExplain } from './explain.js'
import type { GlobalOptions } from './help.js'
import { addImport } from './import.js'
import { addInspect } from './inspect.js'
import { addList } from './list.js'
import { addSite } from './site.js'
import { addVerify } from './verify.js'

/** Adds every command, in the order of the road. */
export function addCommands(yargs: Argv<GlobalOptions>, session: Session): Argv<GlobalOptions> {
  return [addInspect, addVerify, addList, addCat, addImport, addSite, addExplain].reduce(
    (argv, add) => add(argv, session),
    yargs,
  )
}
