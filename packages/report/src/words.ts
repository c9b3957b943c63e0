/*
 * The words that people read wherever an archive or a run is shown: counts, sizes, times, sums and scopes. They need neither
 * an importer nor its database, so that a command which only looks at an archive starts without them.
 */
export { formatInstant } from './words/instants.js'
export { formatBytes, formatCount, formatDuration, formatNoun, formatRate } from './words/numbers.js'
export { countCharacters, printable, shorten } from './words/printable.js'
export { describeSelection } from './words/scope.js'
export { sourceWords } from './words/source-words.js'
export type { CheckedSums } from './words/sums.js'
export { checkSums, notEmpty, partialWords } from './words/sums.js'
