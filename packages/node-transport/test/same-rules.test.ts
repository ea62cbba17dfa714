import { nodeFetch } from '@azureml-endpoints/node-transport'
import { describe, expect, it } from 'vitest'
import { type FaultCase, faultGroups, outcome } from '../../core/test/faults.ts'

/** Words of the two clients for the same thing. */
const sameThing: readonly (readonly [RegExp, string])[] = [
  [
    /: (read ECONNRESET|ECONNRESET aborted|aborted|other side closed|UND_ERR_SOCKET other side closed|ECONNRESET socket hang up|socket hang up)\b/,
    ': LOST',
  ],
  [/: (ECONNREFUSED connect ECONNREFUSED HOST|connect ECONNREFUSED HOST|ECONNREFUSED)/, ': REFUSED'],
]

function inOurWords(seen: string): string {
  return sameThing.reduce((words, [said, meant]) => words.replace(said, meant), seen)
}

const withNodeFetch = (tried: FaultCase): FaultCase => ({ ...tried, options: { ...tried.options, fetch: nodeFetch } })

/** A fault shows as over `fetch`: the transport adds no rule of its own. */
describe.each(Object.entries(faultGroups))('%s …', (_group, cases) => {
  it.each(cases)('$name', async (tried) => {
    for (const how of ['chat', 'stream'] as const) {
      expect(inOurWords(await outcome(withNodeFetch(tried), how))).toBe(inOurWords(await outcome(tried, how)))
    }
  })
})
