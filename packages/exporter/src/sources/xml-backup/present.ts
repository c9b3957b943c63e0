/** The fields that are there: optional fields that came out undefined are left away, as records want it. */
export function present<Fields extends object>(fields: {
  readonly [Name in keyof Fields]: Fields[Name] | undefined
}): Fields {
  const kept = Object.entries(fields).filter(([, value]) => value !== undefined)
  return Object.fromEntries(kept) as Fields
}
