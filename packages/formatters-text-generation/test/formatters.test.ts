import { AzureMLEndpointClient, type ContentFormatterBase } from '@azureml-endpoints/core'
import { fakeFetch, sse } from '@azureml-endpoints/core/testing'
import { expect, it, vi } from 'vitest'
import { CustomOpenAIContentFormatter, GPT2ContentFormatter, HFContentFormatter } from '../src/index.ts'

const question = { messages: [{ role: 'user', content: 'The sea is' }] } as const

async function answerOf(formatter: ContentFormatterBase, answer: unknown): Promise<string> {
  return (await clientOf(formatter, fakeFetch(answer)).chat(question)).text
}

function clientOf(contentFormatter: ContentFormatterBase, fetch: typeof globalThis.fetch): AzureMLEndpointClient {
  const endpointUrl = 'https://my-ep.westeurope.inference.ml.azure.com/score'
  return new AzureMLEndpointClient({
    endpointUrl,
    endpointApiKey: 'a-key',
    deploymentName: '',
    contentFormatter,
    fetch,
  })
}

it.each([
  [{ output: ['wide'] }],
  [{ output: 'wide' }],
  [{ predictions: ['wide'] }],
  [{ predictions: 'wide' }],
  [{ '0': 'wide' }],
  [[{ generated_text: 'wide' }]],
  [{ generated_text: 'wide' }],
  [{ predictions: [{ '0': 'wide' }] }],
  ['"[{\\"0\\": \\"wide\\"}]"'],
  [[[{ generated_text: 'wide' }]]],
  [[[['wide']]]],
  [{ output: [[{ '0': { generated_text: 'wide' } }]] }],
  [{ predictions: [['wide']] }],
])('reads %j', async (body) => {
  expect(await answerOf(new CustomOpenAIContentFormatter(), body)).toBe('wide')
})

it.each([[{}], [{ output: null }], [[]], [{ answer: 'wide' }], [{ choices: [{ message: { content: 'wide' } }] }]])(
  'rejects %j with an error that names the formatter',
  async (body) => {
    await expect(answerOf(new GPT2ContentFormatter(), body)).rejects.toThrow(
      /`parseResponse` of formatter "gpt2" \(dedicated\)/,
    )
  },
)

it('streams completions', async () => {
  const endpointUrl = 'https://my-model.westeurope.models.ai.azure.com/completions'
  const events = ['The', ' end'].map((text) => ({ choices: [{ index: 0, text }] }))
  const fetch = fakeFetch(sse([...events, '[DONE]']))
  const contentFormatter = CustomOpenAIContentFormatter
  const client = new AzureMLEndpointClient({
    endpointUrl,
    endpointApiKey: 'a-key',
    deploymentName: '',
    contentFormatter,
    fetch,
  })
  const texts: (string | undefined)[] = []
  for await (const { text } of client.stream(question)) texts.push(text)
  expect(texts).toEqual(['The', ' end', undefined])
  expect(fetch.requests[0]?.body).toEqual({ prompt: 'The sea is', stream: true })
})

it('reads details at any depth', async () => {
  const details = { finish_reason: 'length', generated_tokens: 3 }
  const fetch = fakeFetch([[{ generated_text: 'wide', details }]])
  expect(await clientOf(new HFContentFormatter(), fetch).chat(question)).toMatchObject({
    text: 'wide',
    finishReason: 'length',
    usage: { outputTokens: 3 },
  })
})

it('logs one deprecation warning per old name, with the new name', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
  // Other files may have run in this process, and used the old names.
  vi.resetModules()
  const fresh = await import('../src/index.ts')
  const oldNames = [fresh.OSSContentFormatter, fresh.OSSContentFormatter, fresh.LlamaContentFormatter]
  const formatters = oldNames.map((Old) => new Old())
  expect(formatters.map(({ name }) => name)).toEqual(['oss', 'oss', 'llama-completions'])
  expect(warn.mock.calls.map(([message]) => message)).toEqual([
    'OSSContentFormatter is deprecated: use GPT2ContentFormatter, which behaves the same.',
    'LlamaContentFormatter is deprecated: use CustomOpenAIContentFormatter, which behaves the same.',
  ])
})

it.each([
  ['', 'The sea is\n\nwide'],
  ['blue', 'User: The sea is\n\nAssistant: blue\n\nUser: wide\n\nAssistant:'],
])('renders a history without answers that say nothing: %j', async (content, prompt) => {
  const fetch = fakeFetch([{ generated_text: 'wide' }])
  await clientOf(new HFContentFormatter(), fetch).chat({
    messages: [...question.messages, { role: 'assistant', content }, { role: 'user', content: 'wide' }],
  })
  expect(fetch.requests[0]?.body).toMatchObject({ inputs: [prompt] })
})
