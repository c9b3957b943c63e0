/** Narrow no-break space: groups digits without being taken for the end of a number. */
const groupSpace = '\u202F'

/** `1234567` as `1 234 567`, with narrow no-break spaces. */
export function formatCount(count: number): string {
  return String(Math.trunc(count)).replace(/\B(?=(\d{3})+$)/g, groupSpace)
}

/** A count with its noun: `1 page`, `2 pages`. */
export function formatNoun(count: number, one: string, many: string = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`
}

const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const

/** A size in binary units, with three digits that matter: `512 B`, `1.50 KiB`, `23.4 MiB`. */
export function formatBytes(bytes: number): string {
  let size = bytes
  let unit = 0
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1024
    unit++
  }
  const digits = unit === 0 || size >= 100 ? 0 : size >= 10 ? 1 : 2
  return `${size.toFixed(digits)} ${units[unit] ?? 'B'}`
}

/** A length of time: `0.42 s`, `12 s`, `3 min 05 s`, `2 h 04 min`. */
export function formatDuration(milliseconds: number): string {
  const seconds = Math.max(0, milliseconds) / 1000
  if (seconds < 9.95) return `${seconds.toFixed(seconds < 0.995 ? 2 : 1)} s`
  const whole = Math.round(seconds)
  if (whole < 60) return `${whole} s`
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${pad(whole % 60)} s`
  const minutes = Math.round(seconds / 60)
  return `${Math.floor(minutes / 60)} h ${pad(minutes % 60)} min`
}

/** A speed in bytes: `12.3 MiB/s`; empty where no time has passed. */
export function formatRate(bytes: number, milliseconds: number): string {
  return milliseconds > 0 ? `${formatBytes((bytes * 1000) / milliseconds)}/s` : ''
}

function pad(value: number): string {
  return String(value).padStart(2, '0')
}
