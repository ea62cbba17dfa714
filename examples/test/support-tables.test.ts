// The tables in docs/guides say which formatter can send what; they are measured here. `pnpm docs:update` writes them.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  AzureMLEndpointClient,
  type ChatRequest,
  ConfigurationError,
  type ContentPart,
  type EndpointOptions,
} from '@azureml-endpoints/core'
import { type RunningEndpointEmulator, startEndpointEmulator } from '@azureml-endpoints/endpoint-emulator'
import { AnthropicContentFormatter } from '@azureml-endpoints/formatters-anthropic'
import { CohereContentFormatter, CohereV2ContentFormatter } from '@azureml-endpoints/formatters-cohere'
import {
  CustomOpenAIChatContentFormatter,
  MistralChatContentFormatter,
  OpenAIResponsesContentFormatter,
} from '@azureml-endpoints/formatters-openai'
import { CustomOpenAIContentFormatter } from '@azureml-endpoints/formatters-text-generation'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { markdownTable } from './markdown-table.ts'
import { folder, key } from './run-example.ts'

/** The rows: a route that the emulator serves, and the formatter for it. */
const rows: Readonly<Record<string, EndpointOptions & { readonly route: string }>> = {
  CustomOpenAIChatContentFormatter: {
    route: '/v1/chat/completions',
    contentFormatter: CustomOpenAIChatContentFormatter,
  },
  'the same, on `/score`': { route: '/score', contentFormatter: CustomOpenAIChatContentFormatter },
  MistralChatContentFormatter: { route: '/v1/chat/completions', contentFormatter: MistralChatContentFormatter },
  OpenAIResponsesContentFormatter: { route: '/openai/v1/responses', contentFormatter: OpenAIResponsesContentFormatter },
  AnthropicContentFormatter: { route: '/anthropic/v1/messages', contentFormatter: AnthropicContentFormatter },
  CohereV2ContentFormatter: { route: '/providers/cohere/v2/chat', contentFormatter: CohereV2ContentFormatter },
  CohereContentFormatter: {
    route: '/v1/chat',
    endpointApiType: 'serverless',
    contentFormatter: CohereContentFormatter,
  },
  CustomOpenAIContentFormatter: { route: '/v1/completions', contentFormatter: CustomOpenAIContentFormatter },
}

const schema = {
  type: 'object',
  properties: { city: { type: 'string' } },
  required: ['city'],
  additionalProperties: false,
}
const tools = [{ name: 'get_weather', description: 'Tells the weather.', parameters: schema }]
const pdf = 'JVBERi0xLjcK'
const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=='

/** The tables by their names, and their columns: a request that shows whether the formatter can send it. */
const tables: Readonly<Record<string, Readonly<Record<string, Partial<ChatRequest>>>>> = {
  tools: {
    tools: { tools },
    "'required'": { tools, toolChoice: 'required' },
    'a named tool': { tools, toolChoice: { name: 'get_weather' } },
    parallelToolCalls: { tools, parallelToolCalls: false },
  },
  'structured-output': {
    'JSON schema': { responseFormat: { type: 'json', schema } },
    'JSON without a schema': { responseFormat: { type: 'json' } },
    'JSON schema with tools': { tools, responseFormat: { type: 'json', schema } },
  },
  images: {
    'image by URL': sending({ type: 'image', url: 'https://example.org/puffin.png', mediaType: 'image/png' }),
    'image as bytes': sending({ type: 'image', data: png, mediaType: 'image/png' }),
    detail: sending({ type: 'image', data: png, mediaType: 'image/png', detail: 'low' }),
    'PDF by URL': sending({ type: 'file', url: 'https://example.org/a.pdf', mediaType: 'application/pdf' }),
    'PDF as bytes': sending({ type: 'file', data: pdf, mediaType: 'application/pdf', filename: 'a.pdf' }),
  },
  'audio-and-video': {
    'audio as bytes': sending({ type: 'audio', data: 'UklGRiQAAABXQVZFZm10IBAAAAABAAEA', mediaType: 'audio/wav' }),
    'audio by URL': sending({ type: 'audio', url: 'https://example.org/a.wav', mediaType: 'audio/wav' }),
    'video as bytes': sending({ type: 'video', data: 'AAAAGGZ0eXBtcDQyAAAAAG1wNDJpc29t', mediaType: 'video/mp4' }),
    'video by URL': sending({ type: 'video', url: 'https://example.org/a.mp4', mediaType: 'video/mp4' }),
  },
  reasoning: {
    reasoningEffort: { reasoningEffort: 'low', maxTokens: 4000 },
    "'none'": { reasoningEffort: 'none', maxTokens: 4000 },
  },
}

function sending(part: ContentPart): Partial<ChatRequest> {
  return { messages: [{ role: 'user', content: [{ type: 'text', text: 'What is this?' }, part] }] }
}

let emulator: RunningEndpointEmulator
beforeAll(async () => {
  emulator = await startEndpointEmulator({ apiKey: key })
})
afterAll(() => emulator.close())

it.each(Object.entries(tables))('the table of %s is true', async (name, columns) => {
  const header = ['formatter', ...Object.keys(columns)].map((title) =>
    /^['a-z]+[A-Z]|^'/.test(title) ? `\`${title}\`` : title,
  )
  const cells = await Promise.all(
    Object.entries(rows).map(async ([label, row]) => {
      const answers = await Promise.all(Object.values(columns).map((request) => canSend(row, request)))
      return [label.startsWith('the') ? label : `\`${label}\``].concat(answers)
    }),
  )
  const path = join(folder, `../docs/guides/${name}.md`)
  const text = readFileSync(path, 'utf8')
  const table = markdownTable([header, ...cells])
  const written = text.replace(/(<!-- support: [\w-]+ -->\n\n)(?:\|.*\n)*/, (_match, mark: string) => mark + table)
  expect(written).toContain(table)
  await expect(written).toMatchFileSnapshot(path)
})

async function canSend({ route, ...options }: (typeof rows)[string], request: Partial<ChatRequest>): Promise<string> {
  const client = new AzureMLEndpointClient({
    ...options,
    endpointUrl: emulator.url + route,
    endpointApiKey: key,
    deploymentName: 'blue',
    maxRetries: 0,
  })
  try {
    await client.chat({ messages: [{ role: 'user', content: 'Hello, in JSON' }], maxTokens: 1000, ...request })
    return 'yes'
  } catch (error) {
    if (ConfigurationError.isInstance(error)) return 'no'
    throw error
  }
}
