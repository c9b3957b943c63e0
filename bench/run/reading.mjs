import { existsSync } from 'node:fs'
import path from 'node:path'
import { measureNode, measureProgram } from './measure.mjs'
import { baseTable, ratioTable, stageTable } from './report.mjs'
import { sizeOf } from './stages.mjs'

/**
 * Exports the backup and verifies the archive, by this build and by the one in `against`, and sets both beside what reading
 * the same bytes costs.
 */
export async function measureReading(stages, { against }) {
  const { at } = stages
  const size = (name) => () => sizeOf(at(name))
  const exported = await stages.export('export', 'backup')
  if (exported === undefined) return
  const verified = await stages.run('verify', ['verify', at('backup.crate.zip')], { bytes: size('backup.crate.zip') })
  if (verified === undefined) return
  const bases = await measureBases(stages)
  const ours = [...stages.results]
  const other = against === undefined ? undefined : await measureOther(stages, against)
  const { records, omissions } = await stages.contentsOf('backup')
  console.log(`${records} records; left out: ${omitted(omissions)}\n`)
  console.log(stageTable([...ours, ...(other === undefined ? [] : [other.exported, other.verified])]))
  console.log(baseTable(Object.values(bases)))
  const { saxes, sum, unzip, zip } = bases
  console.log(
    ratioTable([
      ['export ÷ saxes pass', exported, [saxes]],
      ['export ÷ (saxes pass + zip -0)', exported, [saxes, zip]],
      ['verify ÷ unzip -t', verified, [unzip]],
      ['verify ÷ sha256sum', verified, [sum]],
      ...(other === undefined
        ? []
        : [
            ['export of the other build ÷ export', other.exported, [{ result: exported }]],
            ['verify of the other build ÷ verify', other.verified, [{ result: verified }]],
            ['export of the other build ÷ saxes pass', other.exported, [saxes]],
            ['verify of the other build ÷ unzip -t', other.verified, [unzip]],
          ]),
    ]),
  )
}

async function measureOther(stages, build) {
  const exported = await stages.export('other build: export', 'backup', { build, suffix: '-other' })
  if (exported === undefined) return undefined
  const archive = stages.at('backup-other.crate.zip')
  const options = { build, bytes: () => sizeOf(archive) }
  const verified = await stages.run('other build: verify', ['verify', archive], options)
  return verified === undefined ? undefined : { exported, verified }
}

/** The least that work of this kind costs here, in the same minute. */
async function measureBases({ at, scratch }) {
  const archive = at('backup.crate.zip')
  const xml = at('backup/entities.xml')
  const script = path.resolve(import.meta.dirname, '../saxes-pass.mjs')
  const saxes = await measureNode(script, [xml], { scratch })
  const unzip = await measureProgram('unzip', ['-t', '-qq', archive])
  const sum = await measureProgram('sha256sum', [archive])
  const zip = existsSync(at('backup/attachments'))
    ? await measureProgram('zip', ['-0', '-q', '-r', at('attachments.zip'), 'attachments'], { cwd: at('backup') })
    : undefined
  return {
    saxes: { name: 'saxes pass over entities.xml', result: saxes, bytes: sizeOf(xml) },
    unzip: { name: 'unzip -t of the archive', result: unzip, bytes: sizeOf(archive) },
    sum: { name: 'sha256sum over the archive', result: sum, bytes: sizeOf(archive) },
    zip: { name: 'zip -0 over the attachments', result: zip, bytes: sizeOf(at('attachments.zip')) },
  }
}

function omitted(omissions) {
  const codes = Object.entries(omissions?.codes ?? {}).map(([code, count]) => `${count} ${code}`)
  return codes.length === 0 ? 'nothing' : codes.join(', ')
}
