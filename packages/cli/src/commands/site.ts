import type { Argv } from 'yargs'
import type { Session } from '../run/session.js'
import type { GlobalOptions } from './help.js'
import { addCheck } from './site-check.js'
import { addCreate } from './site-create.js'
import { addServe } from './site-serve.js'
import { addToken } from './site-token.js'

/** `site create`, `site serve`, `site token` and `site check`: the embedded site. */
export function addSite(yargs: Argv<GlobalOptions>, session: Session): Argv<GlobalOptions> {
  return yargs.command('site', 'The embedded site: create one, serve one, let people in, check one', (site) =>
    addCheck(addToken(addServe(addCreate(site, session), session), session), session).demandCommand(
      1,
      'Name an action: site create, site serve, site token or site check',
    ),
  )
}
