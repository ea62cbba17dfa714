import { AzureMLEndpointClient, FormatError } from '@azureml-endpoints/core'
import { fakeFetch, sse } from '@azureml-endpoints/core/testing'
import { describe, expect, it } from 'vitest'
import { CustomOpenAIContentFormatter } from '../src/index.ts'

async function streamed(events: readonly unknown[]): Promise<string> {
  const client = new AzureMLEndpointClient({
    endpointUrl: 'https://my-ep.westeurope.inference.ml.azure.com/v1/completions',
    endpointApiKey: 'a-key',
    contentFormatter: CustomOpenAIContentFormatter,
    fetch: fakeFetch(sse(events)),
  })
  let text = ''
  for await (const chunk of client.stream({ messages: [{ role: 'user', content: 'The sea is' }] })) {
    text += chunk.text ?? ''
  }
  return text
}

const foreign = {
  'a chat completion': [
    { object: 'chat.completion.chunk', choices: [{ index: 0, delta: { role: 'assistant', content: '' } }] },
    { object: 'chat.completion.chunk', choices: [{ index: 0, delta: { content: 'wide' } }] },
    '[DONE]',
  ],
  'a whole chat message': [{ choices: [{ index: 0, message: { content: 'wide' } }] }],
  'Messages of Anthropic': [{ type: 'ping' }, { type: 'content_block_delta', delta: { text: 'wide' } }],
  Responses: [{ type: 'response.output_text.delta', delta: 'wide' }],
  'Cohere v1': [{ event_type: 'text-generation', text: 'wide' }],
  Gemini: [{ candidates: [{ content: { parts: [{ text: 'wide' }] } }], usageMetadata: {} }],
  'nothing but metadata': [{ choices: [], usage: { prompt_tokens: 3 } }, '[DONE]'],
}

describe('a streamed completion', () => {
  it.each(Object.entries(foreign))('is not read from %s', async (_name, events) => {
    await expect(streamed(events)).rejects.toThrow(FormatError)
  })

  it('names the formatter of a chat completion', async () => {
    await expect(streamed(foreign['a chat completion'])).rejects.toThrow(/CustomOpenAIChatContentFormatter/)
  })

  it.each([
    ['metadata before and after it', [{ prompt_filter_results: [] }, choice('wide'), { choices: [], usage: {} }]],
    ['pings and empty events in it', [{ type: 'ping' }, choice('wi'), {}, choice('de')]],
    ['an end that has no text', [choice('wide'), { choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] }]],
    ['other choices before it', [{ choices: [{ index: 1, text: 'deep' }] }, choice('wide')]],
    ['no index', [{ choices: [{ text: 'wi' }] }, { choices: [{ text: 'de' }] }]],
    ['only an index that is not 0', [1, 1].map((index, at) => ({ choices: [{ index, text: ['wi', 'de'][at] }] }))],
    [
      'higher indexes beside it',
      [2, 1, 2].map((index) => ({ choices: [{ index, text: index === 1 ? 'wide' : 'deep' }] })),
    ],
    [
      'many pieces of one other index',
      ['wide', ...Array(40).fill('')].map((text) => ({ choices: [{ index: 3, text }] })),
    ],
  ])('may have %s', async (_name, events) => {
    expect(await streamed([...events, '[DONE]'])).toBe('wide')
  })
})

function choice(text: string): object {
  return { object: 'text_completion', choices: [{ index: 0, text, finish_reason: null }] }
}
