import { configureGlobal } from 'fast-check'

// A mutant is found by the first counterexample; looking for the smallest takes a hundred times as long.
configureGlobal({ endOnFailure: true })
