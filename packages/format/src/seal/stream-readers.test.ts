import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { crc32, deflateRawSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import { fillSample, head, openTestFolder, temporaryFolder } from '../testing/sample.js'

const path = temporaryFolder()
const has = (tool: string): boolean => spawnSync('which', [tool]).status === 0
const listZip = fileURLToPath(new URL('../testing/ListZip.java', import.meta.url))

/** A ZIP as a program writes it into a pipe: CRC and sizes stand behind the data of each member. */
function streamedZip(members: ReadonlyMap<string, Buffer>, method: 0 | 8): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let position = 0
  for (const [name, bytes] of members) {
    const packed = method === 8 ? deflateRawSync(bytes) : bytes
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(8, 2)
    common.writeUInt16LE(method, 4)
    common.writeUInt16LE(0x21, 8)
    common.writeUInt16LE(Buffer.byteLength(name), 22)
    const sums = Buffer.alloc(12)
    sums.writeUInt32LE(crc32(bytes), 0)
    sums.writeUInt32LE(packed.length, 4)
    sums.writeUInt32LE(bytes.length, 8)
    const local = [Buffer.from('PK\x03\x04'), common, Buffer.from(name), packed, Buffer.from('PK\x07\x08'), sums]
    const central = Buffer.alloc(14)
    central.writeUInt32LE(position, 10)
    sums.copy(common, 10)
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), common, central, Buffer.from(name)]))
    parts.push(...local)
    position += local.reduce((sum, part) => sum + part.length, 0)
  }
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(members.size, 8)
  end.writeUInt16LE(members.size, 10)
  end.writeUInt32LE(Buffer.concat(directory).length, 12)
  end.writeUInt32LE(position, 16)
  return Buffer.concat([...parts, ...directory, end])
}

/** Bytes that don't get smaller, the same in every run. */
function noise(bytes: number): Buffer {
  const blocks = Array.from({ length: Math.ceil(bytes / 32) }, (_, i) => createHash('sha256').update(`${i}`).digest())
  return Buffer.concat(blocks).subarray(0, bytes)
}

describe('an archive that comes from a pipe', () => {
  const file = path('a.zip')
  let names: string[] = []

  beforeAll(async () => {
    await using writer = await openTestFolder(path('work'))
    await fillSample(writer)
    const small = new Map([['inner/minutes.txt', Buffer.from('We met.\n'.repeat(50))]])
    const large = new Map([...small, ['inner/scan.bin', noise(1_600_000)]])
    const zips = [small, large].flatMap((members) => [streamedZip(members, 0), streamedZip(members, 8)])
    for (const [n, zip] of zips.entries()) {
      const { digest, bytes } = await writer.store([zip])
      const id = `attachment:${n + 100}`
      const attachment = { container: 'page:2', name: `bundle ${n}.zip`, status: 'current', version: 1 } as const
      await writer.append('attachments', { id, ...attachment })
      await writer.append('attachment-versions', {
        id: `version:${id}/1`,
        of: id,
        number: 1,
        order: 1,
        blob: digest,
        bytes,
      })
    }
    await writer.seal(file, head, { report: new Map([['empty.txt', Buffer.alloc(0)]]) })
    const end = readFileSync(file).subarray(-22)
    names = namesInDirectory(readFileSync(file), end.readUInt32LE(16), end.readUInt16LE(10))
  })

  /** What a program prints that gets the archive from a pipe; it must end well and say nothing of an error. */
  function piped(command: string, ...args: readonly string[]): string {
    const input = openSync(file, 'r')
    try {
      const cat = `cat | "$0" "$@"`
      const { status, stdout, stderr } = spawnSync('sh', ['-c', cat, command, ...args], {
        stdio: [input, 'pipe', 'pipe'],
      })
      expect({ status, errors: stderr.toString() }).toEqual({ status: 0, errors: '' })
      return stdout.toString()
    } finally {
      closeSync(input)
    }
  }

  it('has attachments that are ZIPs, in a pack and as blobs', () => {
    expect(names.filter((name) => name.startsWith('blobs/'))).toHaveLength(3)
    expect(names).toContain('packs/0001')
    expect(names.slice(-3)).toEqual(['manifest.json', 'packing.json', 'seal.json'])
  })

  it('has no entry with its sizes behind its data', () => {
    const bytes = readFileSync(file)
    let position = 0
    for (const name of names) {
      expect(bytes.readUInt32LE(position)).toBe(0x04034b50)
      expect([name, bytes.readUInt16LE(position + 6)]).toEqual([name, 0])
      position += 30 + bytes.readUInt16LE(position + 26) + bytes.readUInt32LE(position + 18)
    }
    expect(bytes.readUInt32LE(position)).toBe(0x02014b50)
  })

  it('is listed by unzip, from the file', ({ skip }) => {
    skip(!has('unzip'), 'no unzip on this machine')
    expect(execFileSync('unzip', ['-Z1', file]).toString().trim().split('\n')).toEqual(names)
    expect(execFileSync('unzip', ['-t', file]).toString()).toContain('No errors detected')
  })

  it('is listed by bsdtar', ({ skip }) => {
    skip(!has('bsdtar'), 'no bsdtar on this machine')
    expect(piped('bsdtar', 'tf', '-').trim().split('\n')).toEqual(names)
  })

  it('is listed by busybox', ({ skip }) => {
    skip(!has('busybox'), 'no busybox on this machine')
    const lines = piped('busybox', 'unzip', '-l', '-').split('\n')
    expect(lines.flatMap((line) => /^ *\d+ +\S+ +\S+ +(\S+)$/.exec(line)?.[1] ?? [])).toEqual(names)
  })

  it('is listed by ZipInputStream of Java', ({ skip }) => {
    skip(!has('java'), 'no java on this machine')
    expect(piped('java', listZip).trim().split('\n')).toEqual(names)
  })

  it('has nothing wrong for Python, from the file', ({ skip }) => {
    skip(!has('python3'), 'no python3 on this machine')
    const script = 'import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); print(z.testzip()); print(len(z.namelist()))'
    expect(execFileSync('python3', ['-c', script, file]).toString()).toBe(`None\n${names.length}\n`)
  })
})

function namesInDirectory(bytes: Buffer, offset: number, entries: number): string[] {
  const names: string[] = []
  for (let at = offset; names.length < entries;) {
    const length = bytes.readUInt16LE(at + 28)
    names.push(bytes.toString('latin1', at + 46, at + 46 + length))
    at += 46 + length + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  return names
}
