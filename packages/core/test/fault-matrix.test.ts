import { expect, it } from 'vitest'
import { faultGroups, outcome } from './faults.ts'

it(
  'shows every fault as one of the three errors, or as the answer that it still is, and hangs at none',
  { timeout: 120_000 },
  async () => {
    const lines = [
      '# The fault matrix',
      '',
      'What a caller sees when something goes wrong, each tried over a real socket with `maxRetries: 0`. This page is written by `packages/core/test/fault-matrix.test.ts`.',
    ]
    for (const [group, cases] of Object.entries(faultGroups)) {
      lines.push('', `## ${group} …`, '', '| what happens | `chat()` | `stream()` |', '| --- | --- | --- |')
      for (const tried of cases) {
        const begun = Date.now()
        const chat = group === 'The stream' ? '–' : await outcome(tried, 'chat')
        const streamed = await outcome(tried, 'stream')
        if (Date.now() - begun > 4000) throw new Error(`took too long: ${tried.name}`)
        lines.push(`| … ${tried.name} | ${chat} | ${streamed === chat ? 'the same' : streamed} |`)
      }
    }
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('../../../docs/fault-matrix.md')
  },
)
