import type { ParsedFailure } from '../../src/failures/body/parsed-failure.ts'

/** What is parsed from a value that says nothing. */
export const nothing: ParsedFailure = {
  message: undefined,
  code: undefined,
  status: undefined,
  labels: [],
  retryAfterMs: undefined,
  contentFilter: undefined,
}
