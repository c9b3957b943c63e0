import type { ReferenceForm } from './forms.js'
import type { ReferenceField, ReferenceSays, UserIdentity } from '../references/reference.js'

/** While a reference is being read its container may still come. */
export type OpenSays = { -readonly [Key in keyof ReferenceSays]: ReferenceSays[Key] }

/**
 * What an element says by its attributes, or `undefined` where it lacks the value that makes it a reference.
 *
 * @param valueOf gives the decoded value of an attribute, if the element has it
 */
export function readReference(
  form: ReferenceForm,
  valueOf: (attribute: string) => string | undefined,
): OpenSays | undefined {
  const texts: { [Field in ReferenceField]?: string } = {}
  for (const [attribute, field] of Object.entries(form.attributes ?? {})) {
    const value = valueOf(attribute)
    if (value !== undefined) texts[field] ??= value
  }
  if (form.needs !== undefined && texts[form.needs] === undefined) return undefined
  const user = readIdentity(form, valueOf)
  return user === undefined ? texts : { ...texts, user }
}

function readIdentity(
  form: ReferenceForm,
  valueOf: (attribute: string) => string | undefined,
): UserIdentity | undefined {
  for (const [attribute, by] of Object.entries(form.identities ?? {})) {
    const value = valueOf(attribute)
    if (value !== undefined) return { by, value }
  }
  return undefined
}
