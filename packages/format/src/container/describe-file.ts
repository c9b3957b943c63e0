import type { FileHandle } from 'node:fs/promises'
import { archiveMimeType } from '../format-version.js'

const signatures: readonly (readonly [string, string])[] = [
  ['%PDF', 'a PDF'],
  ['\x1f\x8b', 'a gzip file'],
  ['7z\xbc\xaf\x27\x1c', 'a 7z archive'],
  ['BZh', 'a bzip2 file'],
  ['\xfd7zXZ', 'an xz file'],
  ['Rar!', 'a RAR archive'],
  ['age-encryption.org/', 'a file encrypted with age'],
  ['SQLite format 3', 'an SQLite database'],
  ['\x89PNG', 'a picture'],
  ['\xff\xd8\xff', 'a picture'],
]

/** Says what a file looks like from its first bytes: `archive`, or what it is instead, in words. */
export async function describeFile(file: FileHandle, size: number): Promise<string> {
  if (size === 0) return 'an empty file'
  const bytes = Buffer.alloc(Math.min(size, 4096))
  await file.read(bytes, 0, bytes.length, 0)
  const head = bytes.toString('latin1')
  if (head.startsWith('PK\x03\x04')) {
    const nameEnd = 30 + bytes.readUInt16LE(Math.min(26, bytes.length - 2))
    if (head.slice(30, nameEnd) === 'mimetype' && head.startsWith(archiveMimeType, nameEnd)) return 'archive'
    return (await mentions(file, size, 'entities.xml'))
      ? 'a Confluence backup (a ZIP with entities.xml)'
      : 'a ZIP of something else'
  }
  if (head.startsWith('PK\x05\x06')) return 'an empty ZIP'
  const known = signatures.find(([signature]) => head.startsWith(signature))
  if (known !== undefined) return known[1]
  const text = head.replace(/^\xef\xbb\xbf/, '').trimStart()
  if (/^<!doctype html|^<html/i.test(text)) return 'a web page: perhaps a sign-in page was saved instead of the file'
  if (text.startsWith('<')) return 'XML'
  if (/^[{[]/.test(text)) return 'JSON'
  if (/^\0*$/.test(head)) return 'zeros: perhaps a copy that was not finished'
  return 'something else'
}

/** Looks for the name of an entry in the directory at the end of a ZIP. */
async function mentions(file: FileHandle, size: number, name: string): Promise<boolean> {
  const tail = Buffer.alloc(Math.min(size, 1024 * 1024))
  await file.read(tail, 0, tail.length, size - tail.length)
  return tail.includes(name)
}
