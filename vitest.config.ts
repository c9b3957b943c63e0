import { defineConfig } from 'vitest/config'
import { CoverageReporter } from './tests/coverage/coverage-reporter.ts'

export default defineConfig({
  test: {
    include: ['packages/*/src/**/*.test.ts', 'tests/**/*.test.ts'],
    setupFiles: ['tests/testing/seed.ts'],
    reporters: ['default', new CoverageReporter()],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
})
