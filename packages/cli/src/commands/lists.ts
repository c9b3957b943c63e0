import { urlWithoutSecrets } from '@spacecrate/confluence'

/** `a,b` and repeated options as one list; for `coerce`, which also sees an option that wasn't given. */
export function splitList(values: string | readonly string[] | undefined): string[] | undefined {
  if (values === undefined) return undefined
  return [values]
    .flat()
    .flatMap((value) => value.split(','))
    .map((word) => word.trim())
    .filter((word) => word !== '')
}

/** `splitList` for URLs, which are told in archives and reports: without user info and secret keys. */
export function splitUrls(values: string | readonly string[] | undefined): string[] | undefined {
  return splitList(values)?.map((url) => urlWithoutSecrets(url).text)
}
