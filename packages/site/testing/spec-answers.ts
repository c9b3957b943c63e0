import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { Ajv } from 'ajv'
import type { Route } from '@spacecrate/confluence'
import { specDeviations } from './spec-deviations.js'

const shared = process.env['SPACECRATE_SHARED'] ?? resolve(import.meta.dirname, '../../../../shared')
const files = {
  v2: 'specs/confluence-cloud-v2-2026-04.openapi.json',
  v1: 'specs/confluence-cloud-v1.openapi.json',
} as const

type Json = Readonly<Record<string, unknown>>

/** True where the published descriptions of the API are at hand: answers are held against them then. */
export const hasSpecs: boolean = Object.values(files).every((file) => existsSync(resolve(shared, file)))

interface Spec {
  readonly paths: ReadonlyMap<string, Json>
  readonly components: unknown
  readonly checks: Map<string, ((value: unknown) => readonly string[]) | undefined>
}

const specs = new Map<string, Spec>()

/**
 * What an answer says otherwise than the published description of its operation; empty where that is not at hand, or does not
 * have the operation. Known deviations of Confluence itself are a table.
 */
export function specProblems(
  route: Pick<Route, 'id' | 'family' | 'method' | 'path'>,
  status: number,
  body: unknown,
): readonly string[] {
  if (!hasSpecs || route.family === 'dc') return []
  const spec = specOf(route.family)
  const key = `${route.method} ${route.path} ${status}`
  if (!spec.checks.has(key)) spec.checks.set(key, checkOf(spec, route, status))
  const problems = spec.checks.get(key)?.(body) ?? []
  return problems.filter(
    (problem) => !specDeviations.some(({ at, problem: known }) => at.test(route.id) && known.test(problem)),
  )
}

function specOf(family: 'v2' | 'v1'): Spec {
  const known = specs.get(family)
  if (known !== undefined) return known
  const whole = toJsonSchema(JSON.parse(readFileSync(resolve(shared, files[family]), 'utf8'))) as Json
  const paths = Object.entries(whole['paths'] as Record<string, Json>).map(
    ([path, item]) => [shapeOf(path), item] as const,
  )
  const spec = { paths: new Map(paths), components: whole['components'], checks: new Map() }
  specs.set(family, spec)
  return spec
}

function checkOf(
  spec: Spec,
  { method, path, family }: Pick<Route, 'family' | 'method' | 'path'>,
  status: number,
): ((value: unknown) => readonly string[]) | undefined {
  const item = spec.paths.get(shapeOf(family === 'v2' ? path.slice('/api/v2'.length) : `/wiki${path}`))
  const schema = at(item, method.toLowerCase(), 'responses', String(status), 'content', 'application/json', 'schema')
  if (schema === undefined) return undefined
  const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true })
  const validate = ajv.compile({ ...(schema as Json), components: spec.components })
  return (value) => {
    if (validate(value)) return []
    return (validate.errors ?? []).map(
      ({ instancePath, message = '', params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
    )
  }
}

function at(value: unknown, ...steps: readonly string[]): unknown {
  return steps.reduce<unknown>(
    (found, step) => (typeof found === 'object' && found !== null ? Reflect.get(found, step) : undefined),
    value,
  )
}

/** Names in paths differ from one description to another. */
function shapeOf(path: string): string {
  return path.replaceAll(/\{[^}]*\}/g, '{}')
}

/** OpenAPI 3.0 says `nullable` where JSON Schema has a type more. */
function toJsonSchema(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toJsonSchema)
  if (typeof value !== 'object' || value === null) return value
  const made = Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, toJsonSchema(inner)]))
  if (made['nullable'] !== true) return made
  if (typeof made['type'] === 'string') made['type'] = [made['type'], 'null']
  if (Array.isArray(made['enum'])) made['enum'] = [...(made['enum'] as unknown[]), null]
  return made
}
