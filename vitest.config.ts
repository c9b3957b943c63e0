import { defineConfig } from 'vitest/config'
import { CoverageReporter } from './tests/coverage/coverage-reporter.ts'

export default defineConfig({
  test: {
    include: ['packages/*/src/**/*.test.ts', 'tests/**/*.test.ts'],
    setupFiles: ['tests/testing/seed.ts'],
    reporters: ['default', new CoverageReporter()],
    // For what hangs: no test is about time, and a machine may be busy.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    maxWorkers: 2,
    // Loading every module once a file took a third of the time. No test changes a module or a global of another.
    isolate: false,
  },
})
