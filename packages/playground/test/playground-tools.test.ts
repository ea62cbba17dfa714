import { startEndpointEmulator } from '@azureml-endpoints/endpoint-emulator'
import { AnthropicContentFormatter } from '@azureml-endpoints/formatters-anthropic'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import { expect, it } from 'vitest'
import { answerThroughCore } from '../src/server/chat/answer-through-core.ts'

it.each([
  ['no JSON', 'get_weather', '{"city":'],
  ['JSON of another shape', 'get_weather', '{"city":"Atlantis"}'],
  ['a prototype', 'collatz_steps', '{"__proto__":{"start":5}}'],
  ['a tool that does not exist', 'launch', '{}'],
])('a call with %s fails alone, and the model hears why', async (_what, name, json) => {
  await using emulator = await startEndpointEmulator({
    replies: [{ toolCalls: [{ id: 'call00001', name, arguments: json }], times: 1 }, { text: 'I see.' }],
  })
  const written: { readonly delta?: string }[] = []
  const reason = await answerThroughCore({
    endpoint: {
      endpointUrl: `${emulator.url}/v1/chat/completions`,
      endpointApiKey: 'any-key',
      contentFormatter: CustomOpenAIChatContentFormatter,
    },
    request: { messages: [{ role: 'user', content: 'How is it there?' }] },
    signal: new AbortController().signal,
    writer: { write: (part: { readonly delta?: string }) => void written.push(part), merge() {}, onError: undefined },
  } as never)
  expect(reason).toBe('stop')
  expect(JSON.stringify(emulator.requests.at(-1)?.body)).toMatch(/The tool failed|There is no such tool/)
  expect(written.map(({ delta = '' }) => delta).join('')).toContain('I see.')
})

it('a call without arguments has an empty object of them', async () => {
  await using emulator = await startEndpointEmulator({
    replies: [{ toolCalls: [{ id: 'call00001', name: 'launch', arguments: '' }], times: 1 }, { text: 'I see.' }],
  })
  const written: unknown[] = []
  await answerThroughCore({
    endpoint: {
      endpointUrl: `${emulator.url}/v1/chat/completions`,
      endpointApiKey: 'any-key',
      contentFormatter: CustomOpenAIChatContentFormatter,
    },
    request: { messages: [{ role: 'user', content: 'How is it there?' }] },
    signal: new AbortController().signal,
    writer: { write: (part: unknown) => void written.push(part), merge() {}, onError: undefined },
  } as never)
  expect(written).toContainEqual({
    type: 'tool-input-available',
    toolCallId: 'call00001',
    toolName: 'launch',
    input: {},
  })
  expect(written).toContainEqual({
    type: 'tool-output-available',
    toolCallId: 'call00001',
    output: 'There is no such tool.',
  })
})

it('sends the signed thoughts of Claude back with the results of its tools', async () => {
  await using emulator = await startEndpointEmulator({
    replies: [
      { reasoning: 'A tool knows.', toolCalls: [{ name: 'collatz_steps', arguments: { start: 6 } }] },
      { reasoning: 'It answered.', text: 'Eight.' },
    ],
  })
  const reason = await answerThroughCore({
    endpoint: {
      endpointUrl: `${emulator.url}/anthropic/v1/messages`,
      endpointApiKey: 'any-key',
      deploymentName: 'my-claude',
      contentFormatter: AnthropicContentFormatter,
    },
    request: {
      messages: [{ role: 'user', content: 'How many steps from 6?' }],
      tools: [{ name: 'collatz_steps', parameters: { type: 'object', properties: { start: { type: 'integer' } } } }],
      reasoningEffort: 'low',
      maxTokens: 2_000,
    },
    signal: new AbortController().signal,
    writer: { write() {}, merge() {}, onError: undefined },
  } as never)
  expect(reason).toBe('stop')
  expect(emulator.requests.map(({ status }) => status)).toEqual([200, 200])
  expect(JSON.stringify(emulator.requests.at(-1)?.body)).toContain('"thinking":"A tool knows.","signature":"')
})
