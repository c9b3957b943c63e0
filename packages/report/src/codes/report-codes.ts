/** Codes that only reports use, for what has no code of its own. */
export const reportCodes: Readonly<Record<string, { readonly what: string; readonly remedy: string }>> = {
  SKIPPED: {
    what: 'A record was left out, because a policy or a mapping said so or what it belongs to was left out',
    remedy: 'Nothing, if it was meant; otherwise change the policy or the mapping and import again',
  },
  STEP_FAILED: {
    what: 'A step failed for a reason that lies outside of the record',
    remedy: 'Run the same import again: it tries those steps once more',
  },
  OTHER_CODES: {
    what: 'More different codes than a report has lines for share this one',
    remedy: 'Look into the whole list beside the report',
  },
}
