// Copies the rows of an embedded site into a new database of the same schema, with the same settings and indexes: the least
// that writing them costs. `node bench/bulk-insert.mjs SITE TARGET ROWS`: so many rows in a transaction, 0 for all in one.
// Prints rows, and wall and CPU seconds of the inserts alone, without the reading.

import { createRequire } from 'node:module'
import path from 'node:path'

const Database = createRequire(path.resolve(import.meta.dirname, '../packages/disk/src/index.ts'))('libsql')
const [site, target, count] = process.argv.slice(2)
const perTransaction = Number(count)
const readAtOnce = 2_000

const from = new Database(path.join(site, 'site.sqlite'))
const to = new Database(target)
to.exec(
  'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000; PRAGMA cache_size = -32768',
)
for (const { sql } of from.prepare('SELECT sql FROM sqlite_master WHERE sql IS NOT NULL').all()) to.exec(sql)

const took = { rows: 0, seconds: 0, cpuSeconds: 0 }
let open = 0
if (perTransaction === 0) timed(() => to.exec('BEGIN'))
for (const { name } of from.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all()) copyTable(name)
timed(() => {
  if (to.inTransaction) to.exec('COMMIT')
  to.exec('PRAGMA wal_checkpoint(TRUNCATE)')
})
console.log(JSON.stringify(took))

function copyTable(name) {
  const columns = from.prepare(`PRAGMA table_info("${name}")`).all()
  const marks = columns.map(() => '?').join(', ')
  const insert = to.prepare(`INSERT INTO "${name}" VALUES (${marks})`)
  const rows = from.prepare(`SELECT * FROM "${name}"`).raw().iterate()
  for (let batch = take(rows); batch.length > 0; batch = take(rows)) timed(() => write(insert, batch))
}

function take(rows) {
  const batch = []
  while (batch.length < readAtOnce) {
    const { done, value } = rows.next()
    if (done) break
    batch.push(value)
  }
  return batch
}

function write(insert, batch) {
  for (const row of batch) {
    if (perTransaction > 0 && open === 0) to.exec('BEGIN')
    insert.run(row)
    took.rows++
    if (perTransaction === 0 || ++open < perTransaction) continue
    to.exec('COMMIT')
    open = 0
  }
}

function timed(work) {
  const [wall, cpu] = [performance.now(), process.cpuUsage()]
  work()
  const { user, system } = process.cpuUsage(cpu)
  took.seconds += (performance.now() - wall) / 1000
  took.cpuSeconds += (user + system) / 1e6
}
