import { describe, expect, it } from 'vitest'
import { problemOf } from './broken-rules.ts'
import { type Change, whenStreaming } from './changes.ts'

/** A formatter that breaks a rule, and the beginning of what the rule says. */
export type Row = readonly [name: string, change: Change, problem: string]

/** Tests that a rule notices these formatters, also if they break it in streams alone. */
export function notices(title: RegExp, rows: readonly Row[]): void {
  describe(`the rule ${String(title)} notices a formatter that`, () => {
    it.each(rows)('%s', async (_name, change, problem) => {
      const start = `\`formatRequest\` ${problem}`
      expect((await problemOf(title, change)).slice(0, start.length)).toBe(start)
      expect(await problemOf(title, whenStreaming(change))).not.toBe('')
    })
  })
}
