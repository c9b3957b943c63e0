import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { allowEverything, fullSite, fullSiteUrls } from '../testing/fixture-sites.js'
import { createInProcess, documentInProcess } from '../testing/in-process.js'
import { kiln, temporaryFolder } from '../testing/places.js'

/** What one report shows: of its page every section, with its headings, names and columns; of its JSON every field. */
interface Shown {
  readonly sections: Readonly<Record<string, readonly string[]>>
  readonly fields: readonly string[]
}

interface Answer {
  readonly report: { readonly html: string; readonly json: string }
}

/**
 * What the reports on the site with everything in it show, and those on a backup of which something was left out. A line
 * goes from this file only when somebody decides that nobody needs it; the commit that takes it says so.
 */
const recorded = JSON.parse(readFileSync(path.join(import.meta.dirname, 'report-sections.json'), 'utf8')) as Readonly<
  Record<string, Shown>
>

describe('the sections and fields of a report', () => {
  const place = temporaryFolder()
  const shown: Record<string, Shown> = {}

  beforeAll(async () => {
    await createInProcess(place.at('full'), fullSite)
    const of = async (name: string, ...args: readonly string[]): Promise<void> => {
      const { report } = await documentInProcess<Answer>([...args, '--quiet'])
      shown[name] = {
        sections: sectionsOf(await readFile(report.html, 'utf8')),
        fields: fieldsOf(JSON.parse(await readFile(report.json, 'utf8'))),
      }
    }
    for (const [name, from, options] of [
      ['full', place.at('full'), ['--with-app-data', '--source-url', fullSiteUrls.join(',')]],
      ['kiln', kiln, []],
    ] as const) {
      const archive = place.at(`${name}.crate.zip`)
      const to = place.at(`${name}-copy`)
      await createInProcess(to)
      await of(`export ${name}`, 'export', '--from', from, '-o', archive, '--work', `${archive}.work`, ...options)
      const into = ['import', archive, '--to', to, '--work', `${to}.work`, ...allowEverything]
      await of(`plan ${name}`, ...into, '--plan')
      if (name === 'full') await of(`import ${name}`, ...into, '--yes')
    }
  })

  it('are recorded for each of these reports', () => {
    expect(Object.keys(recorded)).toEqual(Object.keys(shown))
  })

  it.each(Object.keys(recorded))('of %s are all there', (name) => {
    expect(shown[name]).toEqual(recorded[name])
  })
})

/** The headings, names of facts and titles of columns, by the section that they stand in. */
function sectionsOf(page: string): Record<string, string[]> {
  const sections: Record<string, string[]> = {}
  for (const [, id = '', body = ''] of page.matchAll(/<section id="(\w+)">([\s\S]*?)<\/section>/g)) {
    const parts = [...body.matchAll(/<(h\d|dt|th)( scope="row")?[^>]*>([\s\S]*?)<\/\1>/g)].flatMap(
      ([, tag = '', isRow, text = '']) => (isRow === undefined ? `${tag} ${wordsOf(text)}` : []),
    )
    // Codes and kinds of impact are data: which there are is for other tests. A container may have no operator.
    sections[id] = [...new Set(parts.filter((part) => !/^h[45] |^h3 [A-Z_]+$|^dt Operator$/.test(part)))]
  }
  return sections
}

function wordsOf(markup: string): string {
  return markup
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
}

/** Fields whose names are data: codes, reasons, kinds. */
const byData = /^(?:codes|omissions|reasons|added|beside)$/

/** Paths of all fields, an entry of a list as `[]`. */
function fieldsOf(value: unknown): string[] {
  const found = new Set<string>()
  const walk = (one: unknown, at: string): void => {
    if (Array.isArray(one)) for (const entry of one) walk(entry, `${at}[]`)
    else if (typeof one === 'object' && one !== null) {
      const isData = byData.test(at.split('.').at(-1) ?? '') && Object.values(one).every(Number.isInteger)
      if (isData) found.add(`${at}.*`)
      else for (const [name, entry] of Object.entries(one)) walk(entry, at === '' ? name : `${at}.${name}`)
    } else found.add(at)
  }
  walk(value, '')
  found.delete('run.operator')
  return [...found].sort()
}
