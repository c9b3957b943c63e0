import { expect, it } from 'vitest'
import * as cli from './index.js'

it('offers what runs a command line, and nothing else', () => {
  expect(Object.keys(cli).sort()).toEqual(['createTerminal', 'exitCodes', 'runCommandLine'])
})
