import type { ImportPolicies } from '@spacecrate/importer'

const spaceKeys: Readonly<Record<ImportPolicies['spaceKeyExists'], string>> = {
  fail: 'A space key that exists: nothing is imported until somebody decides',
  skip: 'A space key that exists: that space is left out',
  rename: 'A space key that exists: the space gets the next free key, and links follow',
  under: 'A space key that exists: its content goes under a page',
}

/** What was decided for all records at once, a sentence each. */
export function policyWords(policies: ImportPolicies): string[] {
  const { spaceKeyExists, under, unmappedPeople, titleRule, allow } = policies
  return [
    spaceKeyExists === 'under' && under !== undefined ? `${spaceKeys.under}, ${under}` : spaceKeys[spaceKeyExists],
    `People without a counterpart: ${peopleWords(unmappedPeople)}`,
    `A title that is taken becomes ${titleRule}`,
    allow.length === 0
      ? 'Changes of what is there: none allowed'
      : `Changes of what is there, allowed by name: ${allow.join(', ')}`,
  ]
}

function peopleWords(policy: ImportPolicies['unmappedPeople']): string {
  if (typeof policy !== 'string') return `${policy.standIn} stands in for them, without their rights`
  if (policy === 'create') return 'created'
  return policy === 'placeholder' ? 'a placeholder that can’t log in' : 'mentions become text'
}
