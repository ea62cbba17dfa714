import { ConfigurationError } from '@azureml-endpoints/core'
import { describe, expect, it } from 'vitest'
import { callChecker } from '../src/endpoint/check-call.ts'
import type { Call } from '../src/items/item.ts'
import { parseItem } from '../src/items/parse-item.ts'

function callOf(body: unknown, url?: string): Call {
  return parseItem(JSON.stringify({ custom_id: 'a', body, url })).call
}

/** Says what is wrong with a line, as submitting it does. */
async function problemOf(line: unknown): Promise<string | undefined> {
  try {
    await callChecker(undefined)(parseItem(typeof line === 'string' ? line : JSON.stringify(line)).call)
    return undefined
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error
    return error.message
  }
}

const messages = [{ role: 'user', content: 'Hi' }]
const item = (fields: object): object => ({ custom_id: 'a', body: { messages, ...fields } })

describe('a body in the names of OpenAI', () => {
  it('becomes a chat request of core', () => {
    const call = callOf({
      model: 'm',
      messages: [
        {
          role: 'developer',
          content: [
            { type: 'text', text: 'Be' },
            { type: 'text', text: 'brief' },
          ],
        },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'Look' },
            { type: 'image_url', image_url: { url: 'https://e.com/a.png', detail: 'low' } },
            { type: 'input_audio', input_audio: { data: 'AAAA', format: 'mp3' } },
            { type: 'file', file: { filename: 'a.pdf', file_data: 'data:application/pdf;base64,AAAA' } },
          ],
        },
        {
          role: 'assistant',
          content: null,
          reasoning_content: 'Hm',
          tool_calls: [{ id: '1', type: 'function', function: { name: 'f', arguments: '{}' } }],
        },
        { role: 'tool', tool_call_id: '1', content: 'done' },
      ],
      max_completion_tokens: 5,
      temperature: null,
      top_p: 0.5,
      stop: ['x'],
      tools: [{ type: 'function', function: { name: 'f' } }],
      tool_choice: { type: 'function', function: { name: 'f' } },
      response_format: { type: 'json_schema', json_schema: { name: 'n', schema: { type: 'object' }, strict: true } },
      min_p: 0.1,
      model_kwargs: { own: 1 },
    })
    expect(call).toEqual({
      operation: 'chat',
      request: {
        messages: [
          { role: 'system', content: 'Be\nbrief' },
          {
            role: 'user',
            content: [
              { type: 'text', text: 'Look' },
              { type: 'image', url: 'https://e.com/a.png', detail: 'low' },
              { type: 'audio', data: 'AAAA', mediaType: 'audio/mpeg' },
              { type: 'file', url: 'data:application/pdf;base64,AAAA', filename: 'a.pdf' },
            ],
          },
          {
            role: 'assistant',
            content: '',
            reasoning: 'Hm',
            toolCalls: [{ id: '1', name: 'f', arguments: '{}' }],
          },
          { role: 'tool', content: 'done', toolCallId: '1' },
        ],
        maxTokens: 5,
        topP: 0.5,
        stop: ['x'],
        tools: [{ name: 'f', parameters: { type: 'object', properties: {} } }],
        toolChoice: { name: 'f' },
        responseFormat: { type: 'json', name: 'n', schema: { type: 'object' }, strict: true },
        modelKwargs: { model: 'm', min_p: 0.1, own: 1 },
      },
    })
  })

  it.each([
    [
      { input: 'a', model: 'm', dimensions: 3 },
      '/v1/embeddings',
      { values: ['a'], dimensions: 3, modelKwargs: { model: 'm' } },
    ],
    [
      { input: ['a', 'b'], encoding_format: 'float', input_type: 'search_query' },
      '/v1/embeddings',
      { values: ['a', 'b'], inputType: 'search_query' },
    ],
    [
      { query: 'q', documents: ['a', { text: 'b' }], top_n: 1 },
      '/v1/rerank',
      { query: 'q', documents: ['a', 'b'], topN: 1 },
    ],
  ])('%j for %s becomes a request of core', (body, url, request) => {
    expect(callOf(body, url)).toMatchObject({ request, url })
  })
})

describe('a wrong line is refused, and the reason names the field as the file does', () => {
  it.each([
    ['{"custom_id": "a"', 'the line'],
    ['[]', 'the line'],
    [{ body: { messages } }, 'custom_id'],
    [{ custom_id: 7, body: { messages } }, 'custom_id'],
    [{ custom_id: null, body: { messages } }, 'custom_id'],
    [{ custom_id: 'a' }, 'body'],
    [{ custom_id: 'a', body: [] }, 'body'],
    [{ custom_id: 'a', params: {}, body: { messages } }, 'params'],
    [{ custom_id: 'a', method: 'GET', body: { messages } }, 'method'],
    [{ custom_id: 'a', url: '/v1/responses', body: { messages } }, 'url'],
    [{ custom_id: 'a', url: 'constructor', body: { messages } }, 'url'],
    [{ custom_id: 'a', body: {} }, 'body.messages'],
    [{ custom_id: 'a', body: { messages: [] } }, 'messages'],
    [{ custom_id: 'a', body: { messages: ['Hi'] } }, 'body.messages[0]'],
    [{ custom_id: 'a', body: { messages: [{ role: 'function', content: '' }] } }, 'body.messages[0].role'],
    [{ custom_id: 'a', body: { messages: [{ role: 'user', content: 'Hi', name: 'Jo' }] } }, 'body.messages[0].name'],
    [
      { custom_id: 'a', body: { messages: [{ role: 'user', content: [{ type: 'picture' }] }] } },
      'body.messages[0].content[0].type',
    ],
    [{ custom_id: 'a', body: { messages: [{ role: 'user', content: 7 }] } }, 'messages[0].content'],
    [item({ temprature: 1 }), 'body.temprature'],
    [item({ constructor: 1 }), 'body.constructor'],
    [item({ temperature: 'hot' }), 'temperature'],
    [item({ max_tokens: 'many' }), 'max_tokens'],
    [item({ max_tokens: 5, max_completion_tokens: 7 }), 'body.max_tokens'],
    [item({ n: 2 }), 'body.n'],
    [item({ stream: true }), 'body.stream'],
    [item({ tools: [{ type: 'web_search' }] }), 'body.tools[0].type'],
    [item({ tool_choice: 'sometimes' }), 'tool_choice'],
    [item({ response_format: { type: 'xml' } }), 'body.response_format.type'],
    [item({ model_kwargs: 'x' }), 'body.model_kwargs'],
    [{ custom_id: 'a', url: '/v1/embeddings', body: { input: [] } }, 'input'],
    [{ custom_id: 'a', url: '/v1/embeddings', body: { input: [[1, 2]] } }, 'input'],
    [
      { custom_id: 'a', url: '/v1/embeddings', body: { input: 'a', encoding_format: 'base64' } },
      'body.encoding_format',
    ],
    [{ custom_id: 'a', url: '/v1/embeddings', body: { messages } }, 'body.messages'],
    [{ custom_id: 'a', url: '/v1/rerank', body: { query: ' ', documents: ['a'] } }, 'query'],
    [{ custom_id: 'a', url: '/v1/rerank', body: { query: 'q', documents: [{ title: 'a' }] } }, 'documents[0]'],
  ])('%j: %s', async (line, field) => {
    expect(await problemOf(line)).toContain(`\`${field}\``)
  })

  it('suggests the name that a misspelt one means', async () => {
    expect(await problemOf(item({ temprature: 1 }))).toContain('Use `temperature`')
  })
})
