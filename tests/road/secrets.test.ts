import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { runInProcess } from '../../packages/cli/src/testing/run-in-process.js'
import { mustEndWell } from '../testing/answers.js'
import { plantedInBody, plantedMark, plantSecrets } from '../testing/planted-secrets.js'
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

  it.each(['folder', 'zip'])(
    'planted where real backups have them are nowhere on the whole road from a %s',
    async (form) => {
      const { backup, secrets } = plantSecrets()
      expect(secrets.length).toBeGreaterThanOrEqual(60)
      const at = (...names: string[]): string => place.at(`planted-${form}`, ...names)
      const folder = await backup.write(place.at(`source-${form}`))
      const from = form === 'folder' ? folder : `${folder}.zip`
      if (form === 'zip') mustEndWell(await run('zip', ['-qr', from, '.'], { cwd: folder }))
      const url = `https://${plantedMark}-in-the-source-url@old.example/?token=${plantedMark}`
      const commands = [
        ['assess', '--from', from],
        `export --from ${from} -o ${at('a.crate.zip')} --work ${at('export')} --keep-work --source-url ${url}`.split(
          ' ',
        ),
        ['verify', at('a.crate.zip')],
        ['list', at('a.crate.zip'), 'omissions'],
        ['site', 'create', at('site')],
        `import ${at('a.crate.zip')} --to ${at('site')} --work ${at('import')} --yes --source-url ${url} --allow site-settings`.split(
          ' ',
        ),
        ['export', '--from', at('site'), '-o', at('b.crate.zip'), '--work', at('again'), '--keep-work'],
      ]
      const outputs = []
      for (const args of commands) outputs.push(await runInProcess(args))
      expect(outputs.map(({ code, stderr }) => [code, code === 0 ? '' : stderr])).toEqual(outputs.map(() => [0, '']))
      for (const archive of ['a', 'b']) {
        mustEndWell(await run('unzip', ['-q', at(`${archive}.crate.zip`), '-d', at(archive)]))
      }
      const texts = new Map(
        outputs.map(({ stdout, stderr }, index) => [`output ${index}`, Buffer.from(stdout + stderr)]),
      )
      for (const entry of readdirSync(at(), { recursive: true, withFileTypes: true })) {
        const file = path.join(entry.parentPath, entry.name)
        if (entry.isFile()) texts.set(path.relative(at(), file), readFileSync(file))
      }
      const holding = (word: string): string[] =>
        [...texts].flatMap(([name, bytes]) => (bytes.includes(word) ? [name] : []))
      // What travels is found where it lies, so what does not is not overlooked.
      expect(holding(plantedInBody).map((name) => name.split('/')[0])).toEqual(
        expect.arrayContaining(['a', 'b', 'export', 'site']),
      )
      expect(holding(plantedMark)).toEqual([])
    },
  )

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
