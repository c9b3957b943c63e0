import { formatBytes, formatCount, formatDuration } from '@spacecrate/report/words'
import type { Reading } from './gauge.js'

/** One line on a running stage; `bar` is put in where the end is known. */
export function describeReading(reading: Reading, bar: (share: number) => string = () => ''): string {
  const share = shareOf(reading)
  return [
    reading.stage.padEnd(10),
    share === undefined ? '' : bar(share),
    share === undefined ? '' : `${Math.floor(share * 100)} %`.padStart(5),
    amount(reading),
    reading.unit !== 'bytes' && reading.bytes !== undefined ? formatBytes(reading.bytes) : '',
    speed(reading),
    reading.left === undefined ? '' : `${formatDuration(reading.left)} left`,
  ]
    .filter((part) => part !== '')
    .join('  ')
}

/** One line on a stage that has ended. */
export function describeEnd(reading: Reading): string {
  const bytes = reading.unit === 'bytes' ? undefined : reading.bytes
  return [
    reading.stage.padEnd(10),
    count(reading.done, reading.unit),
    bytes === undefined ? '' : formatBytes(bytes),
    formatDuration(reading.elapsed),
  ]
    .filter((part) => part !== '')
    .join('  ')
}

function shareOf(reading: Reading): number | undefined {
  if (reading.total === undefined || reading.total <= 0) return undefined
  return Math.min(1, reading.done / reading.total)
}

function amount(reading: Reading): string {
  if (reading.total === undefined) return count(reading.done, reading.unit)
  if (reading.unit === 'bytes') return `${formatBytes(reading.done)} of ${formatBytes(reading.total)}`
  return `${formatCount(reading.done)} of ${formatCount(reading.total)} ${reading.unit}`
}

function count(done: number, unit: string): string {
  return unit === 'bytes' ? formatBytes(done) : `${formatCount(done)} ${unit}`
}

function speed(reading: Reading): string {
  const items = reading.unit === 'bytes' || reading.rate < 1 ? '' : `${formatCount(reading.rate)}/s`
  const bytes = reading.byteRate < 1 ? '' : `${formatBytes(reading.byteRate)}/s`
  return [items, bytes].filter((part) => part !== '').join('  ')
}
