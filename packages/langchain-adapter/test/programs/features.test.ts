// The table of features in docs/frameworks/langchain.md says what happens here.
import { readFileSync } from 'node:fs'
import { ConfigurationError } from '@azureml-endpoints/core'
import type { ContentBlock } from '@langchain/core/messages'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { AnthropicContentFormatter } from '../../../formatters-anthropic/src/index.ts'
import { CohereV2ContentFormatter } from '../../../formatters-cohere/src/index.ts'
import {
  CustomOpenAIChatContentFormatter,
  MistralChatContentFormatter,
  OpenAIResponsesContentFormatter,
} from '../../../formatters-openai/src/index.ts'
import { CustomOpenAIContentFormatter } from '../../../formatters-text-generation/src/index.ts'
import { AzureMLChatOnlineEndpoint, type AzureMLChatOnlineEndpointFields } from '../../src/index.ts'
import { collect, endpoint, joined, key } from '../endpoint.ts'
import { getWeather } from './wires.ts'

/** The deployments in the rows of the table. */
const rows: Readonly<Record<string, [path: string, fields: AzureMLChatOnlineEndpointFields]>> = {
  CustomOpenAIChatContentFormatter: ['/v1/chat/completions', { contentFormatter: CustomOpenAIChatContentFormatter }],
  MistralChatContentFormatter: ['/v1/chat/completions', { contentFormatter: MistralChatContentFormatter }],
  OpenAIResponsesContentFormatter: ['/openai/v1/responses', { contentFormatter: OpenAIResponsesContentFormatter }],
  AnthropicContentFormatter: [
    '/anthropic/v1/messages',
    { contentFormatter: AnthropicContentFormatter, defaultMaxTokens: 1000 },
  ],
  CohereV2ContentFormatter: ['/providers/cohere/v2/chat', { contentFormatter: CohereV2ContentFormatter }],
  'text-generation formatters': ['/v1/completions', { contentFormatter: CustomOpenAIContentFormatter }],
}

type Model = AzureMLChatOnlineEndpoint

/** Fails with a `ConfigurationError` if the model cannot do it, and tells whether the result is right. */
type Probe = (model: Model) => Promise<boolean>

const schema = z.object({ city: z.string() })

function accepts(...blocks: readonly ContentBlock[]): Probe {
  return async (model) => {
    for (const block of blocks) await model.invoke([{ role: 'user', content: [{ type: 'text', text: 'Hi' }, block] }])
    return true
  }
}

const pdf = 'JVBERi0xLjcK'
const fileData: Probe = accepts({
  type: 'file',
  mimeType: 'application/pdf',
  data: pdf,
  metadata: { filename: 'a.pdf' },
})
const fileUrl: Probe = accepts({ type: 'file', mimeType: 'application/pdf', url: 'https://example.org/a.pdf' })

/** The columns of the table with yes or no. */
const columns: Readonly<Record<string, Probe>> = {
  'tool calling': async (model) => (await model.bindTools([getWeather]).invoke('Hi')).tool_calls?.length === 1,
  'structured output': async (model) => {
    for (const method of ['functionCalling', 'jsonSchema']) {
      if (typeof (await model.withStructuredOutput(schema, { method }).invoke('Hi')).city !== 'string') return false
    }
    return true
  },
  'image input': accepts(
    { type: 'image', url: 'https://example.org/a.png' },
    { type: 'image', mimeType: 'image/png', data: 'iVBORw0KGgo=' },
  ),
  'audio and video input': accepts(
    { type: 'audio', mimeType: 'audio/wav', data: 'UklGRg==' },
    { type: 'video', mimeType: 'video/mp4', data: 'AAAA' },
  ),
  'token-level streaming': async (model) => (await collect(model.stream('Hi'))).length > 2,
  'token usage': async (model) => {
    const messages = [await model.invoke('Hi'), await joined(model.stream('Hi'))]
    return messages.every(({ usage_metadata: usage }) => (usage?.total_tokens ?? 0) > 0)
  },
  'log probabilities': async (model) => (await model.invoke('Hi', { logprobs: true })).text !== '',
}

describe('the table of features', () => {
  const page = readFileSync(`${import.meta.dirname}/../../../../docs/frameworks/langchain.md`, 'utf8')
  const table = page.split('\n').map((line) => line.split('|').map((cell) => cell.replaceAll('`', '').trim()))
  const header = table.find((cells) => cells.includes('tool calling')) ?? []

  it.each(Object.entries(rows))('is true of %s', async (name, [path, fields]) => {
    const { url } = await endpoint()
    const options = { endpointUrl: url + path, endpointApiKey: key, deploymentName: 'blue', maxRetries: 0 }
    const model = new AzureMLChatOnlineEndpoint({ ...options, ...fields })
    const told = table.find((cells) => cells[1] === name) ?? []
    for (const [column, probe] of Object.entries(columns)) {
      expect([column, told[header.indexOf(column)]]).toEqual([column, (await can(model, probe)) ? 'yes' : 'no'])
    }
    const forms = [(await can(model, fileUrl)) ? ['URL'] : [], (await can(model, fileData)) ? ['data'] : []].flat()
    expect(told[header.indexOf('file input')]).toBe(forms.join(' or ') || 'no')
  })
})

async function can(model: Model, probe: Probe): Promise<boolean> {
  try {
    return await probe(model)
  } catch (error) {
    if (error instanceof ConfigurationError) return false
    throw error
  }
}
