/** Paths that are listed for one record; more of them say nothing new. */
const maxPaths = 50

/** JSON pointers of the places where two values differ. A field that only one of them has is one place. */
export function differingPaths(a: unknown, b: unknown): string[] {
  const paths: string[] = []
  collect(a, b, '', paths)
  return paths
}

function collect(a: unknown, b: unknown, at: string, paths: string[]): void {
  if (paths.length >= maxPaths || Object.is(a, b)) return
  const bothArrays = Array.isArray(a) && Array.isArray(b)
  const bothObjects = isObject(a) && isObject(b) && !Array.isArray(a) && !Array.isArray(b)
  if (!bothArrays && !bothObjects) {
    paths.push(at)
    return
  }
  const keys = new Set([...Object.keys(a), ...Object.keys(b)])
  for (const key of [...keys].sort()) {
    const path = `${at}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`
    if (Object.hasOwn(a, key) && Object.hasOwn(b, key)) collect(Reflect.get(a, key), Reflect.get(b, key), path, paths)
    else if (paths.length < maxPaths) paths.push(path)
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
