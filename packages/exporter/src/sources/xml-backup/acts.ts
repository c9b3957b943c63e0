import type { Act } from '@spacecrate/format'
import { present } from './items.js'
import type { ObjectContext } from './read-context.js'
import { referenceOf, textOf, type View } from './view.js'

/** Who made it and when; `undefined` where neither is known. */
export function createdOf(
  context: ObjectContext,
  object: View<'creator' | 'creatorName' | 'creationDate'>,
): Act | undefined {
  return actOf(personOf(context, object, 'creator', 'creatorName'), instantOf(context, object, 'creationDate'))
}

/** Who changed it last and when. */
export function modifiedOf(
  context: ObjectContext,
  object: View<'lastModifier' | 'lastModifierName' | 'lastModificationDate'>,
): Act | undefined {
  const by = personOf(context, object, 'lastModifier', 'lastModifierName')
  return actOf(by, instantOf(context, object, 'lastModificationDate'))
}

/** Who made a row of a table and when. A text that can be no user key names nobody. */
export function actOfRow<Column extends string>(
  context: ObjectContext,
  row: View<Column>,
  who: Column,
  when: Column,
): Act | undefined {
  return actOf(personByAlias(context, textOf(row, who)), context.times.any(textOf(row, when)))
}

/** Who and when; `undefined` where neither is known. */
export function actOf(by: string | undefined, at: Act['at'] | undefined): Act | undefined {
  return by === undefined && at === undefined ? undefined : present<Act>({ by, at })
}

function instantOf<Field extends string>(
  context: ObjectContext,
  object: View<Field>,
  field: Field,
): Act['at'] | undefined {
  return context.times.instant(textOf(object, field))
}

/** The person of a reference, or of a user name beside it as old backups have it. */
export function personOf<Field extends string>(
  context: ObjectContext,
  object: View<Field>,
  reference: Field,
  name?: Field,
): string | undefined {
  const person = context.people.byKey(referenceOf(object, reference)?.id)
  return person ?? (name === undefined ? undefined : context.people.byName(textOf(object, name)))
}

/**
 * The person of a user key or account id that stands in a table; `undefined` for a text that can be neither, and for what
 * stands there where nobody acted: -1 is the system and -2 somebody who is not logged in.
 */
export function personByAlias(context: ObjectContext, alias: string | undefined): string | undefined {
  if (alias === undefined || !/^[\x21-\x7e]{1,200}$/.test(alias) || nobody.test(alias)) return undefined
  return context.people.byKey(alias)
}

/** Atlassian's audit library numbers its own actors below zero; no key of a user and no account id is a number like that. */
const nobody = /^-\d+$/
