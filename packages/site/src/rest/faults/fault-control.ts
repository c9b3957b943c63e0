import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { isLoopbackName } from '../../serve/host-names.js'
import { readFaultRules } from './fault-rule.js'
import type { Faults } from './faults.js'

/** A port by which the faults of a site are changed while it is served. */
export interface FaultControl {
  readonly url: string
  /** What whoever calls it must send as `Authorization: Bearer …`. */
  readonly secret: string
  close(): Promise<void>
}

const longest = 1024 * 1024

/**
 * Opens a port on this machine alone: `GET /faults` tells how often each was met, `PUT /faults` puts others in place, and
 * `DELETE /faults` ends all of them.
 */
export async function openFaultControl(faults: Faults, port: number): Promise<FaultControl> {
  const secret = randomBytes(24).toString('base64url')
  const server = createServer((request, response) => {
    void answer(faults, secret, request, response).catch(() => response.destroy())
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/faults`,
    secret,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function answer(
  faults: Faults,
  secret: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const say = (status: number, body?: unknown): void => {
    response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
    response.end(body === undefined ? undefined : JSON.stringify(body))
  }
  const isForeign = !isLoopbackName(request.headers.host ?? '') || request.headers.origin !== undefined
  if (isForeign || !isSame(request.headers.authorization ?? '', `Bearer ${secret}`))
    return say(401, { message: 'Not for you' })
  if (request.url !== '/faults') return say(404, { message: 'There is only /faults' })
  if (request.method === 'GET') return say(200, { met: faults.met })
  if (request.method === 'DELETE') {
    faults.set([])
    return say(204)
  }
  if (request.method !== 'PUT') return say(405, { message: 'GET, PUT or DELETE' })
  try {
    faults.set(readFaultRules(JSON.parse(await read(request))))
    return say(204)
  } catch (error) {
    return say(400, { message: error instanceof Error ? error.message : 'This is no JSON' })
  }
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    const bytes = chunk as Buffer
    size += bytes.byteLength
    if (size > longest) throw new TypeError('There are more than a megabyte of faults')
    chunks.push(bytes)
  }
  return Buffer.concat(chunks).toString()
}

/** Takes the same time for every text of any length. */
function isSame(one: string, other: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(one), digest(other))
}
