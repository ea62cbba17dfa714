import { type ChatMessage, ConfigurationError, type RequestContext } from '@azureml-endpoints/core'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyHistory, textsOf } from '../../formatters-openai/test/any-history.ts'
import { AnthropicContentFormatter } from '../src/index.ts'
import { violationOf } from './strict-rules.ts'

const formatters = [
  new AnthropicContentFormatter({ defaultMaxTokens: 100 }),
  new AnthropicContentFormatter({
    defaultMaxTokens: 100,
    cacheControl: '1h',
    sendReasoning: false,
    jsonSchema: 'prompt',
  }),
]
const context: RequestContext = {
  apiType: 'serverless',
  stream: false,
  url: new URL('https://my-resource.services.ai.azure.com/anthropic/v1/messages'),
  modelKwargs: {},
  deploymentName: 'my-claude',
}

/** The blocks of an answer in any order and number, those that were edited since then among them. */
const anyProviderData = fc.record({
  anthropicBlocks: fc.array(
    fc.oneof(
      fc.record({ type: fc.constant('text'), length: fc.oneof(fc.nat(12), fc.constant('3'), fc.constant(-1)) }),
      fc.constantFrom(
        { type: 'tool_use' },
        { type: 'thinking', thinking: 'Hm.', signature: 'c2ln' },
        { type: 'redacted_thinking', data: 'eA==' },
        { type: 7 },
        null,
      ),
    ),
    { maxLength: 6 },
  ),
})

const anyRecorded = fc
  .tuple(anyHistory({ stray: false }), fc.array(anyProviderData, { minLength: 1 }))
  .map(([messages, data]) =>
    messages.map((message, index): ChatMessage => {
      return message.role === 'assistant' ? { ...message, providerData: data[index % data.length] } : message
    }),
  )

function bodyOf(
  formatter: AnthropicContentFormatter,
  messages: readonly ChatMessage[],
): Record<string, unknown> | string {
  try {
    const request = { messages, responseFormat: { type: 'json', schema: { type: 'object' } } } as const
    return formatter.codecs.serverless.formatRequest(request, context) as Record<string, unknown>
  } catch (error) {
    if (error instanceof ConfigurationError) return error.message
    throw error
  }
}

/** Returns all texts of a body in order. A record may cut an answer within a word, and put other blocks in between. */
function sentTexts(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, field]) =>
    typeof field === 'string' && ['text', 'content', 'system'].includes(name) ? [field] : sentTexts(field),
  )
}

describe.each([
  ['any history', anyHistory({ stray: false })],
  ['a history with records of its answers', anyRecorded],
])('%s', (_name, histories) => {
  it('becomes a valid one, without losing words', () => {
    let valid = 0
    fc.assert(
      fc.property(histories, (messages) => {
        for (const formatter of formatters) {
          const body = bodyOf(formatter, messages)
          if (typeof body === 'string') {
            expect(body).toMatch(/blank|only a system message|is empty/)
            continue
          }
          valid += 1
          expect(violationOf(body)).toBeUndefined()
          const sent = sentTexts(body).join('')
          for (const text of textsOf(messages)) expect(sent).toContain(text.split('\n')[0]?.slice(0, 3))
          expect(bodyOf(formatter, messages)).toEqual(body)
        }
      }),
      { numRuns: 500 },
    )
    expect(valid).toBeGreaterThan(300)
  })
})

it('with a result whose call is missing is rejected by name', () => {
  const messages: ChatMessage[] = [
    { role: 'user', content: 'Go.' },
    { role: 'tool', toolCallId: 'gone', content: '1' },
  ]
  expect(bodyOf(formatters[0] as AnthropicContentFormatter, messages)).toMatchInlineSnapshot(
    `"messages[1].toolCallId is "gone", but no earlier assistant message has a tool call with this id. Keep the assistant message with the call in the conversation."`,
  )
})
