import { expect, it } from 'vitest'
import { stemOf } from './archive-stem.js'

it.each([
  ['/a/acme.crate.zip', 'acme.crate'],
  ['acme.zip', 'acme'],
  ['acme', 'acme'],
])('names the files beside %s after %s', (path, stem) => expect(stemOf(path)).toBe(stem))
