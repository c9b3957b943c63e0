import { SiteError } from '../error.js'
import { quote } from '../store/row-check.js'

/** A place in the definitions of a site. */
export interface Place {
  /** Path of the file inside the folder, with `/`. */
  readonly file: string
  /** JSON pointer inside the file; empty for all of it. */
  readonly pointer: string
}

/** The place of a field or entry inside another one. */
export function inside(place: Place, step: string | number): Place {
  const escaped = String(step).replaceAll('~', '~0').replaceAll('/', '~1')
  return { file: place.file, pointer: `${place.pointer}/${escaped}` }
}

/** A place in a message. */
export function shown({ file, pointer }: Place): string {
  return pointer === '' ? quote(file) : `${quote(file)} at ${quote(pointer)}`
}

/** The error of a definition that no record can be made of. */
export function wrong(place: Place, problem: string): SiteError<'DEFINITION_INVALID'> {
  const { file, pointer } = place
  const message = `${shown(place)}: ${problem}; correct the definition`
  return new SiteError('DEFINITION_INVALID', message, { file, pointer, problem })
}
