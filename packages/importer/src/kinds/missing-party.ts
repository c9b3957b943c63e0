import { type StreamName, streamRules } from '@spacecrate/format'
import type { LossCode } from '../loss-codes.js'
import { kindOf } from './stream-kinds.js'
import type { PlannedLoss } from '../plan/plan-step.js'

/** Loss of a record whose second party is not at the destination: by its kind, else by what it is about. */
function unmappedCode(stream: StreamName, party: string): LossCode {
  const isRight = streamRules[stream].impact === 'access'
  return (
    kindOf(stream).unmapped ??
    (isRight ? 'PERMISSION_SUBJECT_UNMAPPED' : party.startsWith('person:') ? 'PERSON_UNMAPPED' : 'PARTY_NOT_CARRIED')
  )
}

/** The loss of a record that points to something which it makes no sense without, and which is not carried. */
export function missingParty(stream: StreamName, id: string): PlannedLoss {
  const why = `${id} has no counterpart at the destination`
  return { code: unmappedCode(stream, id), what: oneOf(stream), why, remedy: 'Map it, and import again' }
}

/** `A permission in a space`. */
export function oneOf(stream: StreamName): string {
  const [one] = streamRules[stream].words
  return one.charAt(0).toUpperCase() + one.slice(1)
}
