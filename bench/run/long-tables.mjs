import { closeSync, cpSync, openSync, rmSync, statSync, writeSync } from 'node:fs'
import path from 'node:path'
import { seconds, table } from './table.mjs'

const kiln = path.resolve(import.meta.dirname, '../../fixtures/backups/kiln-csv')
const pieceBytes = 1 << 20

/**
 * Exports the demo content as CSV tables with a table of so many rows beside it that nobody knows, then with a cell of so many
 * bytes within quotes, and prints what either took. Both are made on the way, lie in the scratch folder and go with it.
 */
export async function measureLongTables(stages, { rows, cellBytes }) {
  const lines = []
  await measure(`a table of ${rows} rows that is left out`, 'long', 'clicks.csv', (file) => writeRows(file, rows))
  const size = `${(cellBytes / 2 ** 30).toFixed(1)} GiB`
  if (!stages.failed)
    await measure(`a cell of ${size}`, 'wide', 'bodycontent.csv', (file) => writeCell(file, cellBytes))
  console.log(`\n${table([['export', 'size', 'wall', 'CPU', 'rate', 'peak RSS'], ...lines]).join('\n')}`)

  async function measure(name, folder, entry, write) {
    cpSync(kiln, stages.at(folder), { recursive: true })
    const file = path.join(stages.at(folder), entry)
    write(file)
    const mebibytes = statSync(file).size / 2 ** 20
    const result = await stages.export(name, folder)
    rmSync(stages.at(folder), { recursive: true, force: true })
    if (result === undefined) return
    const { omissions } = await stages.contentsOf(folder)
    console.log(`${name}: left out ${JSON.stringify(omissions)}`)
    const rate = `${(mebibytes / result.seconds).toFixed(0)} MiB/s`
    const peak = `${(result.peakBytes / 2 ** 20).toFixed(0)} MiB`
    lines.push([name, `${mebibytes.toFixed(0)} MiB`, seconds(result.seconds), seconds(result.cpuSeconds), rate, peak])
  }
}

function writeRows(file, count) {
  const to = openSync(file, 'w')
  let held = 'clickid,contentid,clicked,client\n'
  for (let row = 1; row <= count; row++) {
    held += `${row},9830405,2024-01-02 03:04:05.67,"Kiln, the browser"\n`
    if (held.length < pieceBytes) continue
    writeSync(to, held)
    held = ''
  }
  writeSync(to, held)
  closeSync(to)
}

/** The last row of the table is one body without an end in sight, closed as it should be. */
function writeCell(file, bytes) {
  const to = openSync(file, 'a')
  writeSync(to, '999999999,"')
  const piece = 'Clay, glaze\nand fire. '.repeat(pieceBytes / 22)
  for (let written = 0; written < bytes; written += piece.length) writeSync(to, piece)
  writeSync(to, '",9830405,2\n')
  closeSync(to)
}
