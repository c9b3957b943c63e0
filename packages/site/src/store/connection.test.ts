import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { temporaryPath } from '../../testing/temporary.js'
import { Connection } from './connection.js'

let connection: Connection

beforeEach(async () => {
  const dir = await temporaryPath()
  await mkdir(dir)
  connection = new Connection(dir, join(dir, 'x.sqlite'), true)
  connection.exec('CREATE TABLE t (v TEXT); PRAGMA max_page_count = 20')
})

afterEach(() => connection.close())

const full = expect.objectContaining({ code: 'SITE_FULL' })

it('says SITE_FULL when there is no room, and undoes the transaction', () => {
  const insert = connection.prepare('INSERT INTO t VALUES (?)')
  expect(() =>
    connection.transaction(() => {
      for (let i = 0; i < 100; i++) insert.run('x'.repeat(4000))
    }),
  ).toThrow(full)
  expect([connection.inTransaction, connection.prepare('SELECT count(*) FROM t').first()]).toEqual([false, [0]])
  connection.transaction(() => insert.run('room again'))
  expect(connection.prepare('SELECT v FROM t').all()).toEqual([['room again']])
})

it('keeps nothing of a transaction that met a full disk, even where the work swallows the error', () => {
  const insert = connection.prepare('INSERT INTO t VALUES (?)')
  expect(() =>
    connection.transaction(() => {
      insert.run('small')
      expect(() => insert.run('x'.repeat(400_000))).toThrow(full)
    }),
  ).toThrow(full)
  expect(connection.prepare('SELECT count(*) FROM t').first()).toEqual([0])
})

it('undoes a transaction whose work waits for something, instead of ending it too early', () => {
  const insert = connection.prepare('INSERT INTO t VALUES (?)')
  expect(() => connection.transaction(async () => insert.run('x'))).toThrow(TypeError)
  expect(connection.prepare('SELECT count(*) FROM t').first()).toEqual([0])
})
