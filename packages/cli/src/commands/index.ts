import type { Argv } from 'yargs'
import type { Session } from '../run/session.js'
import { addApply } from './apply.js'
import { addCat } from './cat.js'
import { addDemo } from './demo.js'
import { addDiff } from './diff.js'
import { addExplain } from './explain.js'
import type { GlobalOptions } from './help.js'
import { addImport } from './import.js'
import { addExport } from './export.js'
import { addInspect } from './inspect.js'
import { addList } from './list.js'
import { addPlan } from './plan.js'
import { addRuns } from './runs.js'
import { addSite } from './site.js'
import { addStatus } from './status.js'
import { addVerify } from './verify.js'

/** Adds every command, in the order of the road. */
export function addCommands(yargs: Argv<GlobalOptions>, session: Session): Argv<GlobalOptions> {
  return [
    addExport,
    addInspect,
    addVerify,
    addList,
    addCat,
    addDiff,
    addPlan,
    addApply,
    addImport,
    addStatus,
    addRuns,
    addSite,
    addDemo,
    addExplain,
  ].reduce((argv, add) => add(argv, session), yargs)
}
