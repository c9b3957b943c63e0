// Preloaded into a process that is measured: on exit it writes down what the process used, to the folder in BENCH_USAGE.
//
// The peak of the resident set is VmHWM of /proc/self/status where there is one, since `maxRSS` of a child counts what its
// parent held at the fork; elsewhere it is `maxRSS`.

import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { isMainThread } from 'node:worker_threads'

if (isMainThread && process.env.BENCH_USAGE !== undefined) {
  process.on('exit', () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
    const usage = {
      cpuSeconds: (userCPUTime + systemCPUTime) / 1e6,
      peakBytes: peakOfProcess() ?? maxRSS * 1024,
      queuedSeconds: queuedSeconds(),
    }
    writeFileSync(path.join(process.env.BENCH_USAGE, `${process.pid}.json`), JSON.stringify(usage))
  })
}

/** How long the main thread was ready to run and had no processor, because other programs had it; 0 where nobody says. */
function queuedSeconds() {
  try {
    return Number(readFileSync('/proc/self/schedstat', 'utf8').split(' ')[1]) / 1e9
  } catch {
    return 0
  }
}

function peakOfProcess() {
  try {
    const line = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))
    return line === null ? undefined : Number(line[1]) * 1024
  } catch {
    return undefined
  }
}
