// A ZIP taken apart and put together by another way than the product's.
import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib'

const headers = {
  end: {
    mark: 0x06054b50,
    fields: { disk: [4, 2], here: [8, 2], all: [10, 2], size: [12, 4], start: [16, 4], comment: [20, 2] },
  },
  central: {
    mark: 0x02014b50,
    fields: {
      madeBy: [4, 2],
      version: [6, 2],
      flags: [8, 2],
      method: [10, 2],
      time: [12, 2],
      date: [14, 2],
      crc: [16, 4],
      packed: [20, 4],
      bytes: [24, 4],
      name: [28, 2],
      extra: [30, 2],
      comment: [32, 2],
      disk: [34, 2],
      internal: [36, 2],
      external: [38, 4],
      offset: [42, 4],
    },
  },
  local: {
    mark: 0x04034b50,
    fields: {
      version: [4, 2],
      flags: [6, 2],
      method: [8, 2],
      time: [10, 2],
      date: [12, 2],
      crc: [14, 4],
      packed: [18, 4],
      bytes: [22, 4],
      name: [26, 2],
      extra: [28, 2],
    },
  },
}

/** Every field of every header: where it lies, how many bytes it has, and what it is. */
export function headerFields(zip) {
  return [
    ...entriesOf(zip).flatMap(({ at, local }) => [...fieldsAt('central', at), ...fieldsAt('local', local)]),
    ...fieldsAt('end', endOf(zip)),
  ]
}

function fieldsAt(header, at) {
  return Object.entries(headers[header].fields).map(([field, [offset, size]]) => ({
    header,
    field,
    at: at + offset,
    size,
  }))
}

function endOf(zip) {
  return zip.length - 22
}

/** The entries of a ZIP without a comment, in the order of its directory. */
export function entriesOf(zip) {
  const end = endOf(zip)
  const count = zip.readUInt16LE(end + 10)
  const entries = []
  for (let at = zip.readUInt32LE(end + 16); entries.length < count;) {
    const [nameLength, extraLength] = [zip.readUInt16LE(at + 28), zip.readUInt16LE(at + 30)]
    entries.push({ at, local: zip.readUInt32LE(at + 42), name: zip.toString('latin1', at + 46, at + 46 + nameLength) })
    at += 46 + nameLength + extraLength + zip.readUInt16LE(at + 32)
  }
  return entries
}

/** Name, method and bytes of each entry. */
export function unzip(zip) {
  return entriesOf(zip).map(({ at, local, name }) => {
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
    const packed = zip.subarray(start, start + zip.readUInt32LE(at + 20))
    const method = zip.readUInt16LE(at + 10)
    return { name, method, bytes: method === 8 ? inflateRawSync(packed) : packed }
  })
}

/** Writes entries as an archive has them: sizes and checksums before the bytes, nothing else. */
export function zip(entries) {
  const parts = []
  const directory = []
  let position = 0
  for (const { name, method, bytes } of entries) {
    const packed = method === 8 ? deflateRawSync(bytes) : bytes
    const common = Buffer.alloc(26)
    common.writeUInt16LE(method === 8 ? 20 : 10, 0)
    common.writeUInt16LE(method, 4)
    common.writeUInt16LE(0x21, 8)
    common.writeUInt32LE(crc32(bytes), 10)
    common.writeUInt32LE(packed.length, 14)
    common.writeUInt32LE(bytes.length, 18)
    common.writeUInt16LE(name.length, 22)
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), common, Buffer.from(name)])
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(0x81a40020, 6)
    rest.writeUInt32LE(position, 10)
    directory.push(
      Buffer.concat([Buffer.from('PK\u0001\u0002\u002d\u0003', 'latin1'), common, rest, Buffer.from(name)]),
    )
    parts.push(local, packed)
    position += local.length + packed.length
  }
  const size = directory.reduce((sum, header) => sum + header.length, 0)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(headers.end.mark, 0)
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(size, 12)
  end.writeUInt32LE(position, 16)
  return Buffer.concat([...parts, ...directory, end])
}
