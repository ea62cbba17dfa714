/** What `counterpart.ts` in a counterpart's folder exports as `counterpart`. */
export interface Counterpart {
  /** Its name for readers. */
  readonly name: string
  /** The package whose version in `requirements.txt` is shown. */
  readonly package?: string | undefined
  /** Its version, where it does not come from `requirements.txt`. */
  readonly version?: string | undefined
  /** What the tests against it prove, in one sentence. */
  readonly proves: string
  /** What running it taught us, a sentence each. */
  readonly taught: readonly string[]
  /** Differences that the tests allow, and why. */
  readonly allowed?: readonly AllowedDifference[] | undefined
}

/** A difference between a counterpart and ours that is meant to be. */
export interface AllowedDifference {
  readonly difference: string
  readonly reason: string
}
