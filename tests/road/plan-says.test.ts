import { readFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { documentOf } from '../testing/answers.js'
import { kiln, temporaryFolder } from '../testing/places.js'
import { importInto, mustCreate, mustExport } from '../testing/road.js'

/** What plan.json says of it. */
interface PlanSummary {
  readonly survey?: {
    readonly references: { readonly total: number }
    readonly macros: readonly { readonly name: string; readonly there?: boolean }[]
  }
  readonly access?: { readonly places: number }
}

interface ImportAnswer {
  readonly references: object
  readonly plan: { readonly path: string }
}

describe('the plan of an import', () => {
  const place = temporaryFolder()
  let answer: ImportAnswer
  let plan: PlanSummary

  beforeAll(async () => {
    await mustExport(place.at('kiln.crate.zip'), kiln)
    await mustCreate(place.at('site'))
    answer = documentOf<ImportAnswer>(await importInto(place.at('site'), place.at('kiln.crate.zip')))
    plan = JSON.parse(readFileSync(path.join(path.dirname(answer.plan.path), 'plan.json'), 'utf8'))
  })

  it('says what becomes of the references in bodies', () => {
    expect(plan.survey?.references.total).toBeGreaterThan(30)
    expect(plan.survey?.references).toEqual(answer.references)
  })

  it('says which macros the site shows and which it puts in a box', () => {
    const there = new Map(plan.survey?.macros.map((macro) => [macro.name, macro.there]))
    expect([there.get('code'), there.get('glaze-lab-chart')]).toEqual([true, false])
  })

  it('lets nobody read more or less in an empty site', () => {
    expect(plan.access).toMatchObject({ gains: 0, loses: 0, first: [] })
    expect(plan.access?.places).toBeGreaterThan(3)
  })
})
