import { describe, expect, it } from 'vitest'
import { TaskPool } from './task-pool.js'

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

describe(TaskPool, () => {
  it('runs no more tasks at once than it may, and all of them', async () => {
    const pool = new TaskPool(3)
    let [running, most, ended] = [0, 0, 0]
    for (let task = 0; task < 20; task++) {
      await pool.start(async () => {
        most = Math.max(most, ++running)
        await turn()
        running--
        ended++
      })
    }
    await pool.end()
    expect([most, ended]).toEqual([3, 20])
  })

  it('throws the first failure at the next start or at the end, and aborts the others', async () => {
    const pool = new TaskPool(2)
    let aborted = false
    await pool.start(async () => {
      while (!pool.signal.aborted) await turn()
      aborted = true
    })
    await pool.start(async () => {
      await turn()
      throw new Error('first')
    })
    await turn()
    await turn()
    await expect(pool.end()).rejects.toThrow('first')
    expect(aborted).toBe(true)
  })

  it('returns what went wrong first when it is stopped', async () => {
    const pool = new TaskPool(1)
    await pool.start(async () => {
      throw new Error('task')
    })
    expect(await pool.stop(new Error('later'))).toMatchObject({ message: 'task' })
    const idle = new TaskPool(1)
    expect(await idle.stop(new Error('reading'))).toMatchObject({ message: 'reading' })
  })
})
