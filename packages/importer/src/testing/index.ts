/**
 * The rules that every destination keeps, for whoever writes one: run `destinationSuite` for what it supports against a real
 * instance of it that is empty. Needs no test runner: a rule that is broken rejects.
 */
export type { DestinationCase } from './destination-cases.js'
export { destinationSuite } from './destination-suite.js'
export type { FaultPlace } from './failing-destination.js'
export { failingDestination, InjectedFault } from './failing-destination.js'
export type { Observed } from './memory-destination.js'
