/** Where an answer is right and the published description is not, by what recorded answers and real clients show. */
export const specDeviations: readonly {
  /** Operations that it is about. */
  readonly at: RegExp
  /** What a look at the answer says. */
  readonly problem: RegExp
  readonly reason: string
}[] = [
  {
    at: /^v2\./,
    problem: /\/(?:parentId|parentType|position|lastOwnerId|ownerId|subtype|childPosition) must be /,
    reason: 'recorded answers have these keys with null, and strict clients ask for them',
  },
  {
    at: /^v2\.getSpace/,
    problem: /\/(?:description|icon) must be /,
    reason: 'recorded spaces have null where description and icon were not asked for',
  },
  {
    at: /^v2\.getSpace/,
    problem:
      /\/(?:principal\/type|operation\/key|operation\/targetType|type) must be equal to one of the allowed values/,
    reason: 'enumerations are open: classes of access, and kinds of spaces, are met that the description does not list',
  },
]
