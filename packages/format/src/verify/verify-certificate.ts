import type { Account, Manifest } from '#records'
import { type OmissionTally, schemasDigest, unexplainedIn } from '../certificate.js'
import type { VolumeSet } from '../read/volume-set.js'
import type { ProblemList, VerifyProblemCode } from './problems.js'

/** What is really in the archive, to hold the certificate against. */
export interface CertificateFacts {
  /** Records that were read, per stream. */
  readonly records: ReadonlyMap<string, number>
  readonly omissions: OmissionTally
}

/**
 * Holds the certificate against what was read: sums that do not add up, records and omissions that are not there, schemas
 * that are others. That something is unexplained is no defect of the archive as long as the certificate says so.
 */
export function verifyCertificate(
  set: VolumeSet,
  { records, omissions }: CertificateFacts,
  problems: ProblemList,
): void {
  const { certificate } = set.manifest
  const add = (code: VerifyProblemCode, message: string): void =>
    problems.add({ code, message, entry: 'manifest.json' })
  verifySums(certificate, add)
  for (const account of certificate.accounts) {
    const { kind, stream, recorded } = account
    const real = stream === undefined ? recorded : (records.get(stream) ?? 0)
    if (real !== recorded)
      add('CERTIFICATE_RECORDS', `The certificate says ${recorded} records of ${kind}, and there are ${real}`)
    verifyOmitted(account, omissions, add)
  }
  const beside = omissions.beside()
  if (!sameCounts(certificate.beside, beside))
    add(
      'CERTIFICATE_OMISSIONS',
      `The certificate says ${shown(certificate.beside)} beside its kinds, and there are ${shown(beside)}`,
    )
  const schemas = [...set.names()].flatMap((name): (readonly [string, string])[] => {
    const digest = name.startsWith('schemas/') ? set.find(name)?.sha256 : undefined
    return digest === undefined ? [] : [[name.slice('schemas/'.length), digest]]
  })
  const digest = schemasDigest(schemas)
  if (digest !== certificate.schemas)
    add(
      'CERTIFICATE_SCHEMAS',
      `The schemas in the archive have the digest ${digest}, and the certificate says ${certificate.schemas}`,
    )
}

type Add = (code: VerifyProblemCode, message: string) => void

function verifySums({ accounts, status, unexplained }: Manifest['certificate'], add: Add): void {
  const kinds = new Set<string>()
  for (const account of accounts) {
    const really = unexplainedIn(account)
    if (really !== account.unexplained)
      add(
        'CERTIFICATE_SUMS',
        `Of ${account.kind} ${really} are unexplained, and the certificate says ${account.unexplained}`,
      )
    if (kinds.has(account.kind)) add('CERTIFICATE_SUMS', `The certificate has two accounts of ${account.kind}`)
    kinds.add(account.kind)
  }
  const total = accounts.reduce((sum, account) => sum + unexplainedIn(account), 0)
  if (total !== unexplained || status !== (total === 0 ? 'complete' : 'partial'))
    add('CERTIFICATE_SUMS', `${total} objects are unexplained, and the certificate says ${unexplained} and ${status}`)
}

function verifyOmitted({ kind, omitted, omissions }: Account, tally: OmissionTally, add: Add): void {
  const real = tally.of(kind)
  if (!sameCounts(omissions, real)) {
    add('CERTIFICATE_OMISSIONS', `The certificate says ${shown(omissions)} of ${kind}, and there are ${shown(real)}`)
    return
  }
  const listed = Object.values(real).reduce((sum, count) => sum + count, 0)
  if (omitted > listed)
    add(
      'CERTIFICATE_OMISSIONS',
      `The certificate says that ${omitted} of ${kind} are left out, and omissions name ${listed}`,
    )
}

type Codes = Readonly<Record<string, number>>

function sameCounts(a: Codes, b: Codes): boolean {
  const codes = Object.keys(a)
  return codes.length === Object.keys(b).length && codes.every((code) => Object.hasOwn(b, code) && a[code] === b[code])
}

function shown(codes: Codes): string {
  const parts = Object.entries(codes).map(([code, count]) => `${count} ${code}`)
  return parts.length === 0 ? 'no omissions' : parts.join(', ')
}
