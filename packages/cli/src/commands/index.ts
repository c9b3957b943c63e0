import type { Argv } from 'yargs'
import type { Session } from '../run/session.js'
import { addAssess } from './assess.js'
import { addApply } from './apply.js'
import { addCat } from './cat.js'
import { addCheck } from './check.js'
import { addDemo } from './demo.js'
import { addDiff } from './diff.js'
import { addExplain } from './explain.js'
import type { GlobalOptions } from './help.js'
import { addImport } from './import.js'
import { addExport } from './export.js'
import { addInspect } from './inspect.js'
import { addLinks } from './links.js'
import { addList } from './list.js'
import { addPlan } from './plan.js'
import { addRedirects } from './redirects.js'
import { addRuns } from './runs.js'
import { addReport } from './report.js'
import { addSite } from './site.js'
import { addStatus } from './status.js'
import { addUndo } from './undo.js'
import { addVerify } from './verify.js'

/** Adds every command, in the order of the road. */
export function addCommands(yargs: Argv<GlobalOptions>, session: Session): Argv<GlobalOptions> {
  return [
    addAssess,
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
    addReport,
    addCheck,
    addLinks,
    addUndo,
    addRedirects,
    addSite,
    addDemo,
    addExplain,
  ].reduce((argv, add) => add(argv, session), yargs)
}
