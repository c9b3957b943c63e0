import { type Destination, openSiteDestination, type SiteDestinationOptions } from '@spacecrate/importer'

/**
 * Opens what `--to` names, as far as a command needs it: the one place that knows which destinations there are. For now that
 * is the embedded site in a folder.
 */
export function destinationAt(to: string, mode: SiteDestinationOptions['mode'] = 'write'): Promise<Destination> {
  return openSiteDestination(to, { mode })
}
