import { readFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { mustEndWell } from '../testing/answers.js'
import { copyKiln, insertBefore } from '../testing/kiln-copy.js'
import { temporaryFolder } from '../testing/places.js'
import { mustCreate, mustExport } from '../testing/road.js'
import { spacecrate } from '../testing/run-command.js'

interface PlanReport {
  readonly archive: { readonly likelyHosts: readonly { readonly host: string; readonly count: number }[] }
  readonly references: { readonly rewritten: number; readonly unresolved: number }
}

describe('an address of the source that nobody has said', () => {
  const place = temporaryFolder()
  const link = '<p><a href="https://wiki.kiln.example/pages/viewpage.action?pageId=9830408">x</a></p>'

  beforeAll(async () => {
    // Into the text of a page of the backup.
    const from = copyKiln(place.at('backup'), (entities) => insertBefore(entities, '<p>We throw', link))
    await mustExport(place.at('kiln.crate.zip'), from)
    await mustCreate(place.at('site'))
  })

  async function plan(...rest: string[]): Promise<{ readonly out: string; readonly report: PlanReport; html: string }> {
    const dir = place.at('kiln.plan')
    const answer = await spacecrate([
      'plan',
      place.at('kiln.crate.zip'),
      '--to',
      place.at('site'),
      '-o',
      dir,
      '--work',
      place.at('work'),
      ...rest,
    ])
    mustEndWell(answer)
    const read = (name: string): string => readFileSync(path.join(dir, name), 'utf8')
    return { out: answer.stdout, report: JSON.parse(read('plan.report.json')), html: read('plan.html') }
  }

  it('is asked for, in the terminal and in the report, and links follow once it is said', async () => {
    const asked = await plan()
    expect(asked.out).toContain('1 URL leads to wiki.kiln.example')
    expect(asked.html).toContain('wiki.kiln.example')
    expect(asked.report.archive.likelyHosts).toEqual([{ host: 'wiki.kiln.example', count: 1 }])
    const said = await plan('--source-url', 'https://wiki.kiln.example')
    expect(said.out).not.toContain('wiki.kiln.example')
    expect(said.report.archive.likelyHosts).toEqual([])
    expect(said.report.references.rewritten).toBe(asked.report.references.rewritten + 1)
    expect(said.report.references.unresolved).toBe(asked.report.references.unresolved - 1)
  })
})
