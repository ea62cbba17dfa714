import { ConfigurationError, ContentFormatterBase } from '@azureml-endpoints/core'
import {
  AIMessage,
  AIMessageChunk,
  type BaseMessage,
  HumanMessage,
  SystemMessage,
  ToolMessage,
} from '@langchain/core/messages'
import { globSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { AzureMLChatOnlineEndpoint } from '../src/index.ts'
import { toCoreMessages } from '../src/to-core/messages.ts'
import { foreignMessages } from './foreign-messages.ts'

function load(name: string): AIMessage {
  const fields = foreignMessages[name] as ConstructorParameters<typeof AIMessage>[0] & { content: string }
  return name.includes('streamed') ? new AIMessageChunk(fields) : new AIMessage(fields)
}

function conversationWith(said: AIMessage): BaseMessage[] {
  const results = (said.tool_calls ?? []).map(
    ({ id = '', name }) => new ToolMessage({ content: 'Warm rain.', tool_call_id: id, name }),
  )
  return [
    new SystemMessage('Be brief.'),
    new HumanMessage('Which city?'),
    said,
    ...results,
    new HumanMessage('Is it far?'),
  ]
}

/** What each answer becomes; all others call the tool, too. */
const expected: Record<string, object> = {
  'openai chat': { content: 'Sunny [1].' },
  'openai chat streamed': { content: 'Sunny [1].' },
  'openai chat v1': { content: 'Sunny [1].' },
  'openai chat v1 streamed': { content: 'Sunny [1].' },
  'openai refusal': { content: '' },
  'openai responses': { content: 'Sunny in Bern.', reasoning: 'Think a.Think b.' },
  'openai responses streamed': { content: 'Sunny in Bern.', reasoning: 'Think a.' },
  'openai responses v1': { content: 'Sunny in Bern.', reasoning: 'Think a.Think b.' },
  'openai responses v1 streamed': { content: 'Sunny in Bern.', reasoning: 'Think a.Think b.Think a.' },
  'openai responses refusal': { content: 'I will not.' },
  anthropic: { content: 'It is sunny. Shall I look closer?', reasoning: 'Hm.' },
  'anthropic streamed': { content: 'It is sunny. Shall I look closer?', reasoning: 'Hm.' },
  'anthropic v1': { content: 'It is sunny. Shall I look closer?', reasoning: 'Hm.' },
  'anthropic v1 streamed': { content: 'It is sunny. Shall I look closer?', reasoning: 'Hm.' },
  google: { content: 'Sunny.', reasoning: 'Hm.' },
  'google streamed': { content: 'Sunny.', reasoning: 'Hm.' },
  'google v1': { content: 'Sunny.', reasoning: 'Hm.' },
  'google v1 streamed': { content: 'Sunny.', reasoning: 'Hm.' },
  'google text': { content: 'Sunny.', reasoning: 'Hm.' },
  mistral: { content: 'Paris is the capital.', reasoning: 'Hm.' },
  'mistral streamed': { content: 'Paris is the capital.', reasoning: 'Hm.' },
  cohere: { content: 'Sunny in Bern.' },
  'cohere streamed': { content: 'Sunny in Bern.' },
  'cohere tools': { content: 'I will look.' },
  bedrock: { content: 'Sunny.', reasoning: 'Hm.' },
}

describe.each(Object.keys(foreignMessages))('an answer of %s', (name) => {
  const said = load(name)
  const outcome = expected[name]

  it('keeps its text, reasoning and calls, and nothing else', () => {
    const calls = (said.tool_calls ?? []).map(({ id }) => ({ id, name: 'weather', arguments: '{"city":"Bern"}' }))
    const toolCalls = calls.length === 0 ? {} : { toolCalls: calls }
    expect(toCoreMessages(conversationWith(said))[2]).toEqual({ role: 'assistant', ...outcome, ...toolCalls })
  })
})

const root = `${import.meta.dirname}/../..`
const formatters: [string, new () => ContentFormatterBase][] = []
for (const file of globSync('formatters-*/src/index.ts', { cwd: root })) {
  for (const [name, value] of Object.entries((await import(`${root}/${file}`)) as object)) {
    if (typeof value === 'function' && value.prototype instanceof ContentFormatterBase) formatters.push([name, value])
  }
}

describe.each(formatters)('a conversation that began with another provider, over %s', (_name, contentFormatter) => {
  const apiTypes = Object.keys(new contentFormatter().codecs) as ('dedicated' | 'serverless')[]
  const cases = apiTypes.flatMap((apiType) => Object.keys(foreignMessages).map((name) => [name, apiType] as const))

  it.each(cases)('goes on, or is refused with the way out: %s, %s', async (name, apiType) => {
    let body = ''
    const model = new AzureMLChatOnlineEndpoint({
      endpointUrl: `https://x.test/${apiType === 'dedicated' ? 'score' : 'v1/chat/completions'}`,
      endpointApiType: apiType,
      endpointApiKey: 'made-up-key',
      contentFormatter,
      // Required by Claude's API.
      maxTokens: 100,
      maxRetries: 0,
      fetch: async (_url, init) => {
        body = String(init?.body)
        return new Response('{}', { status: 400 })
      },
    })
    const said = load(name)
    const error: unknown = await model.invoke(conversationWith(said)).catch((thrown: unknown) => thrown)
    if (body === '') {
      expect(error).toBeInstanceOf(ConfigurationError)
      // Names the message, and says what to do.
      expect((error as Error).message).toMatch(/messages\[\d\].*\. [A-Z].*\./)
      return
    }
    // No word of the user or of a tool is lost.
    const words = [
      'Be brief.',
      'Which city?',
      'Is it far?',
      ...((said.tool_calls ?? []).length > 0 ? ['Warm rain.'] : []),
    ]
    expect(words.filter((word) => !body.includes(word))).toEqual([])
    // The Responses format asks for encrypted reasoning by this name.
    expect(body.replace('"reasoning.encrypted_content"', '')).not.toMatch(
      /encrypted|SIG|srvtoolu|redacted_thinking|executableCode/,
    )
  })
})
