import type { Content } from '@spacecrate/format'
import type { SqliteStore } from '../../store/sqlite-store.js'
import { findByNumber } from '../numbers.js'
import type { Fault } from './fault-rule.js'

/** What is needed to let something go wrong. */
export interface FaultyRequest {
  readonly store: SqliteStore
  /** What a page of a list ended with, by the path of the list. */
  readonly lastRows: Map<string, unknown>
  readonly path: string
  /** Sends the head of an answer and the beginning of its body, if there are any, and ends the connection. */
  readonly cut: (begun?: { readonly response: Response; readonly bytes: Uint8Array }) => Response
  readonly signal: AbortSignal
}

/** An answer with what goes wrong with it. Faults before the answer, such as a refusal, leave the right one unasked. */
export async function answerWith(
  faults: readonly Fault[],
  request: FaultyRequest,
  answer: () => Promise<Response>,
): Promise<Response> {
  for (const fault of faults) if (fault.kind === 'delay') await sleep(fault.milliseconds, request.signal)
  for (const fault of faults) {
    if (fault.kind === 'cut' && fault.bytes === undefined) return request.cut()
    if (fault.kind === 'status') return refusal(fault)
  }
  let response = await answer()
  for (const fault of faults) {
    if (fault.kind === 'rows' || fault.kind === 'badAncestor') response = await withOtherRows(response, fault, request)
  }
  for (const fault of faults) {
    if (fault.kind === 'cut' && fault.bytes !== undefined) {
      return request.cut({ response, bytes: await firstBytes(response, fault.bytes) })
    }
    if (fault.kind === 'truncate') response = withBody(response, cutAfter(fault.bytes), false)
    if (fault.kind === 'slow') response = withBody(response, slowly(fault.bytesPerSecond, request.signal), true)
  }
  return response
}

function refusal({ status, retryAfter, reason }: Extract<Fault, { kind: 'status' }>): Response {
  const headers = new Headers({ 'content-type': 'application/json', 'cache-control': 'no-store' })
  if (retryAfter !== undefined) headers.set('retry-after', retryAfter)
  if (status === 429) headers.set('ratelimit-reason', reason ?? 'confluence-burst-based')
  if (status === 502 || status === 504) {
    headers.set('content-type', 'text/html')
    return new Response(`<html><body><h1>${status} Bad Gateway</h1></body></html>`, { status, headers })
  }
  const body =
    status === 429
      ? { code: 429, message: 'Rate limit exceeded' }
      : { statusCode: status, message: 'A fault that was asked for' }
  return new Response(JSON.stringify(body), { status, headers })
}

async function withOtherRows(
  response: Response,
  fault: Extract<Fault, { kind: 'rows' | 'badAncestor' }>,
  request: FaultyRequest,
): Promise<Response> {
  if (response.status !== 200 || response.headers.get('content-type') !== 'application/json') return response
  const headers = new Headers(response.headers)
  headers.delete('content-length')
  const text = await response.text()
  const body: unknown = JSON.parse(text)
  const results = typeof body === 'object' && body !== null && 'results' in body ? body.results : undefined
  if (!Array.isArray(results) || typeof body !== 'object') return new Response(text, { status: 200, headers })
  const rows: readonly unknown[] = results
  if (fault.kind === 'badAncestor') {
    if (!rows.some((row) => isBelow(request.store, numberOfRow(row), fault.number)))
      return new Response(text, { status: 200, headers })
    const message = `com.atlassian.confluence.api.service.exceptions.NotFoundException: Cannot find content. Outdated version/old_draft/trashed? Please provide valid ContentId.`
    return new Response(JSON.stringify({ statusCode: 404, message }), { status: 404, headers })
  }
  const before = request.lastRows.get(request.path)
  request.lastRows.set(request.path, rows.at(-1))
  const changed = fault.how === 'drop' ? rows.slice(1) : before === undefined ? rows : [before, ...rows.slice(0, -1)]
  return new Response(JSON.stringify({ ...body, results: changed }), { status: 200, headers })
}

/** The number of a content in a row of a list: the row itself, or what a search found. */
function numberOfRow(row: unknown): string | undefined {
  if (typeof row !== 'object' || row === null) return undefined
  if ('content' in row) return numberOfRow(row.content)
  return 'id' in row && typeof row.id === 'string' ? row.id : undefined
}

function isBelow(store: SqliteStore, number: string | undefined, above: string): boolean {
  const top = findByNumber(store, 'content', above)
  let at: Content | undefined = number === undefined ? undefined : findByNumber(store, 'content', number)
  if (top === undefined) return false
  while (at !== undefined) {
    at = at.parent === undefined ? undefined : store.get('content', at.parent)
    if (at?.id === top.id) return true
  }
  return false
}

/** The beginning of a body, of which no more than that is read. */
async function firstBytes(response: Response, most: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  if (response.body === null) return new Uint8Array()
  const reader = response.body.getReader()
  while (size < most) {
    const next = await reader.read()
    if (next.done) break
    chunks.push(next.value)
    size += next.value.byteLength
  }
  await reader.cancel()
  return Buffer.concat(chunks).subarray(0, most)
}

function withBody(response: Response, change: TransformStream<Uint8Array, Uint8Array>, keepsLength: boolean): Response {
  if (response.body === null) return response
  const headers = new Headers(response.headers)
  if (!keepsLength) headers.delete('content-length')
  return new Response(response.body.pipeThrough(change), { status: response.status, headers })
}

function cutAfter(bytes: number): TransformStream<Uint8Array, Uint8Array> {
  let left = bytes
  return new TransformStream({
    transform: (chunk, controller) => {
      if (left > 0) controller.enqueue(chunk.subarray(0, left))
      left -= chunk.byteLength
      if (left <= 0) controller.terminate()
    },
  })
}

function slowly(bytesPerSecond: number, signal: AbortSignal): TransformStream<Uint8Array, Uint8Array> {
  const piece = Math.max(1, Math.floor(bytesPerSecond / 10))
  return new TransformStream({
    transform: async (chunk, controller) => {
      for (let at = 0; at < chunk.byteLength && !signal.aborted; at += piece) {
        controller.enqueue(chunk.subarray(at, at + piece))
        await sleep((piece / bytesPerSecond) * 1000, signal)
      }
    },
  })
}

/** Waits, or ends at once with the request. */
function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds)
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer)
        resolve()
      },
      { once: true },
    )
  })
}
