import type { Descriptor } from '@spacecrate/confluence'
import type { Traits } from './identity.js'

/** The first build of Confluence 4, which writes storage format and says so in each body, is a little above. */
const firstStorageBuild = 3000

/** The body type that a body without one has: `0` wiki markup, `2` storage format. */
export type UntypedBody = '0' | '2'

/**
 * What a body is that does not say its type. Confluence up to 3 knows wiki markup alone and writes no type: so it is where
 * no body has one and the build is of that time, or, where no build is known, people stand as names, which ended with 5.3.
 * Everywhere else somebody trimmed the file, and it is what every Confluence since 4 writes.
 */
export function untypedBody(descriptor: Descriptor | undefined, { bodies, names }: Traits): UntypedBody {
  if (bodies.typed > 0) return '2'
  const build = Number(descriptor?.createdByBuildNumber ?? descriptor?.buildNumber ?? Number.NaN)
  const isOld = Number.isNaN(build) ? names : build < firstStorageBuild
  return isOld ? '0' : '2'
}

/** What an assessment says of bodies without a type; `undefined` where there are none. */
export function untypedWords(descriptor: Descriptor | undefined, traits: Traits): string | undefined {
  const { untyped } = traits.bodies
  if (untyped === 0) return undefined
  const isWiki = untypedBody(descriptor, traits) === '0'
  const texts =
    untyped === 1 ? '1 text does not say its format and is' : `${untyped} texts do not say their format and are`
  return isWiki
    ? `${texts} read as wiki markup: the backup looks like one of Confluence 3 or older`
    : `${texts} read as storage format`
}
