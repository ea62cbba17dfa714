import { AzureMLEndpointClient, type ChatMessage, type ChatRequest } from '@azureml-endpoints/core'
import { fakeFetch, type RecordedExchange, sse, testContentFormatter } from '@azureml-endpoints/core/testing'
import { describe, expect, it } from 'vitest'
import { createEndpointEmulator } from '../../endpoint-emulator/src/index.ts'
import { PromptFlowContentFormatter, type PromptFlowOptions } from '../src/index.ts'

const conversation: readonly ChatMessage[] = [
  { role: 'user', content: 'Why is the sky blue?' },
  { role: 'assistant', content: 'Because of Rayleigh scattering.' },
  { role: 'user', content: 'And at sunset?' },
]
const history = [
  { inputs: { question: 'Why is the sky blue?' }, outputs: { answer: 'Because of Rayleigh scattering.' } },
]

const exchanges: readonly RecordedExchange[] = [
  {
    name: 'a question after another, with several outputs',
    apiType: 'dedicated',
    request: { messages: conversation },
    body: { question: 'And at sunset?', chat_history: history },
    response: { answer: 'The light travels further.', url: ['https://x.test/1'], score: 0.5 },
    events: [
      { url: ['https://x.test/1'], score: 0.5 },
      { answer: 'The light ' },
      { answer: '' },
      { answer: 'travels further.' },
    ],
    expected: { text: 'The light travels further.', finishReason: 'stop' },
  },
  {
    name: 'a single question: flows require the input, so it is always there',
    apiType: 'dedicated',
    request: { messages: conversation.slice(0, 1) },
    body: { question: 'Why is the sky blue?', chat_history: [] },
    expected: {},
  },
  {
    name: 'a flow that returns only text',
    apiType: 'dedicated',
    response: 'It is red.',
    events: [{ output: 'It is ' }, { output: 'red.' }],
    expected: { text: 'It is red.', finishReason: 'stop' },
  },
]
const named: RecordedExchange = {
  name: 'other names, and further inputs',
  apiType: 'dedicated',
  request: { messages: conversation, modelKwargs: { language: 'de' } },
  body: {
    prompt: 'And at sunset?',
    turns: [{ inputs: { prompt: 'Why is the sky blue?' }, outputs: { reply: 'Because of Rayleigh scattering.' } }],
    language: 'de',
  },
  response: { answer: 'not this', reply: 'this' },
  events: [{ answer: 'not this' }, { reply: 'th' }, { reply: 'is' }],
  expected: { text: 'this', finishReason: 'stop' },
}

testContentFormatter(PromptFlowContentFormatter, exchanges)
testContentFormatter(
  new PromptFlowContentFormatter({ chatInput: 'prompt', chatHistory: 'turns', chatOutput: 'reply' }),
  [
    named,
    {
      ...named,
      name: 'a single question',
      request: { messages: conversation.slice(0, 1) },
      body: { prompt: 'Why is the sky blue?', turns: [] },
    },
  ],
)

function clientOf(fetch: typeof globalThis.fetch, options?: PromptFlowOptions): AzureMLEndpointClient {
  return new AzureMLEndpointClient({
    endpointUrl: 'https://my-ep.westeurope.inference.ml.azure.com/score',
    endpointApiKey: 'a-key',
    deploymentName: '',
    contentFormatter: new PromptFlowContentFormatter(options),
    fetch,
    maxRetries: 0,
  })
}

async function streamed(
  client: AzureMLEndpointClient,
  request: ChatRequest,
): Promise<{ text: string; reason: unknown; chunks: number }> {
  const answer = { text: '', reason: undefined as unknown, chunks: 0 }
  for await (const { text, finishReason } of client.stream(request)) {
    answer.text += text ?? ''
    answer.reason = finishReason ?? answer.reason
    answer.chunks += 1
  }
  return answer
}

describe('an answer without the expected output says which there are', () => {
  const expected = 'Expected the answer as text in the output "answer" or "output" of the flow, but'

  it.each([
    [
      { reply: 'a', url: [] },
      `${expected} the outputs are "reply", "url". Name the output with the option \`chatOutput\` of the formatter.`,
    ],
    [{ answer: 5 }, `${expected} the outputs are "answer".`],
    [{}, `${expected} there are no outputs.`],
    [[], `${expected} there are no outputs.`],
  ])('%j', async (body, message) => {
    await expect(clientOf(fakeFetch(body)).chat({ messages: conversation })).rejects.toThrow(message)
    await expect(streamed(clientOf(fakeFetch(sse([body]))), { messages: conversation })).rejects.toThrow(message)
  })

  it('an HTML page is none', async () => {
    await expect(clientOf(fakeFetch('<!DOCTYPE html><p>Sign in</p>')).chat({ messages: conversation })).rejects.toThrow(
      expected,
    )
  })
})

describe('what a flow has no input for is a ConfigurationError', () => {
  const remedy = 'Leave it out, pass a parameter that the deployment supports as `modelKwargs`, or use a chat model.'
  const replaced =
    'would replace the conversation. Pass the messages, system messages included, as `messages` of the request.'
  it.each<[Partial<ChatRequest>, string]>([
    [{ temperature: 0 }, `\`temperature\` is not supported by this format. ${remedy}`],
    [{ stop: 'a' }, `\`stop\` is not supported by this format. ${remedy}`],
    [
      { messages: [{ role: 'system', content: 'a' }, ...conversation] },
      "messages[0] is a system message, for which a flow has no input. Put it into the flow's prompt, or into the first question.",
    ],
    [
      { messages: conversation.slice(0, 2) },
      'messages[1] is not a user message, but a flow answers a question. End with one.',
    ],
    [{ modelKwargs: { question: 'b' } }, `modelKwargs.question ${replaced}`],
    [{ modelKwargs: { chat_history: [] } }, `modelKwargs.chat_history ${replaced}`],
  ])('%j', async (request, message) => {
    const fetch = fakeFetch({ answer: 'a' })
    const sent = clientOf(fetch).chat({ messages: conversation, ...request })
    const setting = /^`?([\w.[\]]+)/.exec(message)?.[1]
    await expect(sent).rejects.toMatchObject({ name: 'ConfigurationError', setting, message })
    expect(fetch.requests).toEqual([])
  })

  it('a conversation, if it takes no history', async () => {
    const fetch = fakeFetch({ answer: 'a' })
    const client = clientOf(fetch, { chatHistory: false })
    await expect(client.chat({ messages: conversation })).rejects.toMatchObject({
      name: 'ConfigurationError',
      setting: 'messages',
      message:
        '`chatHistory` is false, but the conversation has more than a question. Send the question only, or name the input.',
    })
    await client.chat({ messages: conversation.slice(0, 1) })
    expect(fetch.requests[0]?.body).toEqual({ question: 'Why is the sky blue?' })
  })
})

it('keeps any history: merged questions, and an answer that comes first', async () => {
  const fetch = fakeFetch({ answer: 'a' })
  const roles = ['assistant', 'user', 'user', 'assistant', 'assistant', 'user'] as const
  await clientOf(fetch).chat({ messages: roles.map((role, index) => ({ role, content: 'ABCDEF'.charAt(index) })) })
  expect(fetch.requests[0]?.body).toEqual({
    question: 'F',
    chat_history: [
      { inputs: { question: '' }, outputs: { answer: 'A' } },
      { inputs: { question: 'B\n\nC' }, outputs: { answer: 'D\n\nE' } },
    ],
  })
})

describe('through the emulated flow', () => {
  const flowOutputs = { url: ['https://x.test/1'], context: { passages: 2 } }
  const replies = [{ pieces: ['It ', 'is ', 'red.'], times: Infinity }]

  it.each([undefined, flowOutputs])('with the further outputs %j', async (outputs) => {
    const { fetch } = createEndpointEmulator({
      image: 'prompt-flow',
      replies,
      ...(outputs && { flowOutputs: outputs }),
    })
    const whole = await clientOf(fetch).chat({ messages: conversation })
    expect(whole).toMatchObject({ text: 'It is red.', finishReason: 'stop', raw: { answer: 'It is red.', ...outputs } })
    expect(await streamed(clientOf(fetch), { messages: conversation })).toEqual({
      text: 'It is red.',
      reason: 'stop',
      chunks: outputs === undefined ? 4 : 5,
    })
  })

  it('whose further outputs come in the raw of a chunk of a stream', async () => {
    const { fetch } = createEndpointEmulator({ image: 'prompt-flow', replies, flowOutputs })
    const raws: unknown[] = []
    for await (const { raw } of clientOf(fetch).stream({ messages: conversation })) raws.push(raw)
    expect(raws).toContainEqual(flowOutputs)
  })

  it('that cannot stream, as one chunk', async () => {
    const { fetch } = createEndpointEmulator({ image: 'prompt-flow', replies, flowStreams: false, flowOutputs })
    expect(await streamed(clientOf(fetch), { messages: conversation })).toEqual({
      text: 'It is red.',
      reason: 'stop',
      chunks: 1,
    })
  })
})
