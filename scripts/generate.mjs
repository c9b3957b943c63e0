// Makes what is derived from schemas/: the TypeScript types and the compiled validators of packages/format/generated.
// Nothing of it is committed, so it can't drift: every build makes it anew when a schema is newer.
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const schemasDir = new URL('../schemas/', import.meta.url)
const outDir = new URL('../packages/format/generated/', import.meta.url)
const files = readdirSync(schemasDir)
  .filter((name) => name.endsWith('.json'))
  .sort()
const newest = Math.max(
  // Newer than its files when one was taken out.
  statSync(fileURLToPath(schemasDir)).mtimeMs,
  ...files.map((f) => statSync(new URL(f, schemasDir)).mtimeMs),
  statSync(fileURLToPath(import.meta.url)).mtimeMs,
)
const outputs = ['records.d.ts', 'records.js', 'schemas.js', 'validators.js', 'validators.d.ts'].map(
  (f) => new URL(f, outDir),
)
const oldest = Math.min(...outputs.map((u) => statSync(u, { throwIfNoEntry: false })?.mtimeMs ?? 0))
if (oldest > newest) process.exit(0)

const { compile } = await import('json-schema-to-typescript')
const { Ajv2020 } = await import('ajv/dist/2020.js')
const { default: standaloneCode } = await import('ajv/dist/standalone/index.js')
const { build } = await import('esbuild')

const schemas = files.map((file) => JSON.parse(readFileSync(new URL(file, schemasDir), 'utf8')))
mkdirSync(outDir, { recursive: true })

// Types: one bundle schema, so that shared definitions become one type each. A description beside a $ref would make
// another type of it, so the copies that the types are made from go without.
const bare = (value) =>
  Array.isArray(value)
    ? value.map(bare)
    : value !== null && typeof value === 'object'
      ? typeof value.$ref === 'string'
        ? { $ref: value.$ref }
        : Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, bare(inner)]))
      : value
const bareDir = new URL('bare-schemas/', outDir)
mkdirSync(bareDir, { recursive: true })
files.forEach((file, i) => writeFileSync(new URL(file, bareDir), JSON.stringify(bare(schemas[i]))))
const bundle = {
  title: 'Everything',
  type: 'object',
  properties: Object.fromEntries(files.map((f) => [f, { $ref: f }])),
  additionalProperties: false,
}
const types = await compile(bundle, 'Everything', {
  cwd: fileURLToPath(bareDir),
  bannerComment: '// Generated from schemas/ by scripts/generate.mjs: change the schema, not this file.',
  additionalProperties: false,
  style: { semi: false, singleQuote: true, printWidth: 120 },
})
const readonly = types
  .replace(/^( +)('?[$\w.-]+'?\??:)/gm, '$1readonly $2')
  .replace(/: (\w+|\([^()]*\))\[\]/g, ': readonly $1[]')
  .replace(/: \[\]$/gm, ': readonly []')
// A schema that says x-stream is that of the records of a stream.
const streams = schemas.filter((schema) => schema['x-stream'] === true)
const lines = streams.map(({ $id, title }) => `  ${JSON.stringify($id.replace(/\.json$/, ''))}: ${title}`)
const streamRecords = `
/** Which record stands in which stream. */
export interface StreamRecords {
${lines.join('\n')}
}
`
writeFileSync(new URL('records.d.ts', outDir), readonly + streamRecords)
rmSync(bareDir, { recursive: true })
writeFileSync(new URL('records.js', outDir), 'export {}\n')

// Validators: compiled here, so that no schema is ever compiled at run time (a schema inside an archive is hostile input).
const ajv = new Ajv2020({
  strict: true,
  allErrors: true,
  allowUnionTypes: true,
  schemas,
  code: { source: true, esm: true, lines: false },
})
ajv.addKeyword({ keyword: 'tsType' })
ajv.addKeyword({ keyword: 'x-stream' })
const names = Object.fromEntries(
  schemas.map((s) => [`validate_${s.$id.replace(/\.json$/, '').replaceAll('-', '_')}`, s.$id]),
)
const code = standaloneCode.default ? standaloneCode.default(ajv, names) : standaloneCode(ajv, names)
const map = Object.entries(names)
  .map(([fn, id]) => `  ${JSON.stringify(id.replace(/\.json$/, ''))}: ${fn},`)
  .join('\n')
const bundled = await build({
  stdin: {
    contents: `${code}\nexport const validators = {\n${map}\n}\n`,
    resolveDir: fileURLToPath(new URL('..', import.meta.url)),
  },
  bundle: true,
  format: 'esm',
  platform: 'neutral',
  mainFields: ['main'],
  treeShaking: true,
  write: false,
})
writeFileSync(new URL('validators.js', outDir), bundled.outputFiles[0].text)
writeFileSync(
  new URL('validators.d.ts', outDir),
  `export interface SchemaProblem { readonly instancePath: string; readonly keyword: string; readonly message?: string; readonly params: Readonly<Record<string, unknown>> }
export interface Validator { (value: unknown): boolean; errors?: readonly SchemaProblem[] | null }
export declare const validators: Readonly<Record<string, Validator>>
`,
)
writeFileSync(
  new URL('schemas.js', outDir),
  `export const schemaTexts = {\n${files.map((f) => `  ${JSON.stringify(f)}: ${JSON.stringify(readFileSync(new URL(f, schemasDir), 'utf8'))},`).join('\n')}\n}\n`,
)
writeFileSync(
  new URL('schemas.d.ts', outDir),
  `/** The text of every schema by file name, as it travels inside an archive. */\nexport declare const schemaTexts: Readonly<Record<string, string>>\n`,
)
