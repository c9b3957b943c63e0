import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { mustEndWell } from '../testing/answers.js'
import { corpus, foundry, hasCorpus, kiln, temporaryFolder } from '../testing/places.js'
import { mustExport } from '../testing/road.js'
import { run } from '../testing/run-command.js'

describe('secrets of a backup', () => {
  const place = temporaryFolder()

  it('are nowhere in the archive of the demo backup, its report or its work folder', async () => {
    await mustExport(place.at('kiln.crate.zip'), kiln, ['--keep-work'])
    const entities = readFileSync(path.join(kiln, 'entities.xml'), 'utf8')
    expect(await found('kiln', secretsOf(entities))).toEqual([])
  })

  it('of each kind, beside settings that are carried, are nowhere in the archive of a site backup', async () => {
    await mustExport(place.at('foundry.crate.zip'), foundry, ['--keep-work'])
    const entities = readFileSync(path.join(foundry, 'entities.xml'), 'utf8')
    const secrets = [...new Set(entities.match(/foundry-secret-[\w.-]+/g))]
    expect(secrets.length).toBeGreaterThan(25)
    expect(await found('foundry', ['foundry-secret', ...secrets])).toEqual([])
  })

  it.skipIf(!hasCorpus)('are nowhere in the archive of a public site backup', async () => {
    const backup = path.join(corpus, '5.9.backup.zip')
    await mustExport(place.at('5.9.crate.zip'), backup)
    const entities = execFileSync('unzip', ['-p', backup, 'entities.xml'], { encoding: 'utf8', maxBuffer: 1 << 28 })
    expect(await found('5.9', secretsOf(entities))).toEqual([])
  })

  /** What stands in a credential, a token or a key, and the parts of a hash behind its scheme. */
  function secretsOf(entities: string): string[] {
    const hashes = [...entities.matchAll(/name="(?:credential|token|password)"[^>]*><!\[CDATA\[([^\]]+)\]\]>/g)].map(
      ([, hash]) => hash ?? '',
    )
    expect(hashes.length).toBeGreaterThan(0)
    return [...new Set(hashes.flatMap((hash) => [hash, hash.replace(/^\{[^}]+\}/, '')]))].filter(
      (secret) => secret.length > 7,
    )
  }

  /** The beginnings of those secrets that stand in the archive, or in anything that was left beside it. */
  async function found(name: string, secrets: readonly string[]): Promise<string[]> {
    mustEndWell(await run('unzip', ['-q', place.at(`${name}.crate.zip`), '-d', place.at(name)]))
    const files = readdirSync(place.at(), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    const texts = files.map((entry) => readFileSync(path.join(entry.parentPath, entry.name)))
    expect(texts.length).toBeGreaterThan(20)
    return secrets
      .filter((secret) => texts.some((bytes) => bytes.includes(secret)))
      .map((secret) => secret.slice(0, 12))
  }
})
