import { RestError, badRequest } from './rest-error.js'

/** Confluence refuses bodies of pages above 5 MB; as JSON one of these may be some larger. */
const longestJson = 12 * 1024 * 1024
const deepest = 100

/** The JSON of a request, whatever it says. Refuses what is too long, too deep, of another type or no JSON. */
export async function readJson(request: Request): Promise<unknown> {
  const type = request.headers.get('content-type') ?? ''
  if (type !== '' && !/^application\/(?:[\w.+-]+\+)?json\b/i.test(type)) {
    throw new RestError(415, 'Content-Type must be application/json')
  }
  const encoding = request.headers.get('content-encoding') ?? 'identity'
  if (encoding !== 'identity') throw new RestError(415, 'Content-Encoding is not supported')
  const text = await readText(request, longestJson)
  if (isDeep(text)) throw badRequest('The JSON is nested too deeply')
  try {
    return JSON.parse(text)
  } catch {
    throw badRequest('The request body is no valid JSON', {
      exception: 'org.springframework.http.converter.HttpMessageNotReadableException',
    })
  }
}

/** The text of a request, if it has at most so many bytes. */
async function readText(request: Request, most: number): Promise<string> {
  if (Number(request.headers.get('content-length') ?? 0) > most) throw tooLarge()
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of bytesOf(request)) {
    size += chunk.byteLength
    if (size > most) throw tooLarge()
    chunks.push(chunk)
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks))
  } catch {
    throw badRequest('The request body is not in UTF-8')
  }
}

/** The bytes of a request as they come. */
export async function* bytesOf(request: Request): AsyncGenerator<Uint8Array> {
  if (request.body === null) return
  const reader = request.body.getReader()
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value
  } finally {
    reader.releaseLock()
  }
}

/** True for JSON that nests deeper than any answer to a question does. */
function isDeep(text: string): boolean {
  let depth = 0
  for (let at = 0; at < text.length; at++) {
    const character = text[at]
    if (character === '"') {
      for (at++; at < text.length && text[at] !== '"'; at++) if (text[at] === '\\') at++
    } else if (character === '{' || character === '[') {
      if (++depth > deepest) return true
    } else if (character === '}' || character === ']') depth--
  }
  return false
}

function tooLarge(): RestError {
  return new RestError(413, 'The request is too large')
}
