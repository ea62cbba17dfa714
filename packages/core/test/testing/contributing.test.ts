import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { testContentFormatter } from '../../src/testing/index.ts'
import { ReplyContentFormatter } from './contributing-formatter.ts'

testContentFormatter(ReplyContentFormatter, [
  {
    name: 'a question',
    apiType: 'dedicated',
    request: { messages: [{ role: 'user', content: 'Where to?' }], maxTokens: 20 },
    body: { chat: [{ by: 'user', text: 'Where to?' }], options: { max_length: 20 } },
    response: { reply: 'To the south.' },
    expected: { text: 'To the south.' },
  },
])

it('matches the first formatter in CONTRIBUTING.md', () => {
  const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8')
  expect(read('../../../../CONTRIBUTING.md')).toContain(`\`\`\`ts\n${read('contributing-formatter.ts')}\`\`\`\n`)
})
