/** One expectation of a run. */
export interface Check {
  readonly name: string
  readonly bound: string
  readonly value: string
  readonly met: boolean
  /** Whether the run fails without it; results that depend on the machine's speed are only shown. */
  readonly required: boolean
}

/** Creates a check; `outcome` is the value and whether it is within the bound. */
export function check(
  name: string,
  bound: string,
  outcome: readonly [value: string, met: boolean],
  required = false,
): Check {
  return { name, bound, value: outcome[0], met: outcome[1], required }
}

/** Formats checks as lines. */
export function reportLines(checks: readonly Check[]): string[] {
  const width = Math.max(...checks.map(({ name }) => name.length))
  return checks.map(({ name, bound, value, met }) => `${met ? '✓' : '✗'} ${name.padEnd(width)}  ${value}  (${bound})`)
}
