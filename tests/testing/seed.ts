import { configureGlobal } from 'fast-check'

// The same cases in every run, so that a run says something about the change and not about its luck. `SEED=random` looks
// for new ones, `SEED=<number>` for those of one seed.
const { SEED: seed = '20261126' } = process.env
if (seed !== 'random') configureGlobal({ seed: Number(seed) })
