// The table of capabilities in docs/frameworks/ai-sdk.md says what happens here.
import { readFileSync } from 'node:fs'
import type { ScriptedReply } from '@azureml-endpoints/endpoint-emulator'
import { jsonSchema, Output, streamText, type TextStreamPart, tool, type ToolSet } from 'ai'
import { describe, expect, it } from 'vitest'
import { AnthropicContentFormatter } from '../../../formatters-anthropic/src/index.ts'
import { CohereV2ContentFormatter } from '../../../formatters-cohere/src/index.ts'
import { MistralChatContentFormatter, OpenAIResponsesContentFormatter } from '../../../formatters-openai/src/index.ts'
import { CustomOpenAIContentFormatter } from '../../../formatters-text-generation/src/index.ts'
import type { AzureMLProviderSettings } from '../../src/index.ts'
import { emulate } from '../emulator.ts'

/** The deployments in the rows of the table, by what their first cell names. */
const deployments: Readonly<Record<string, [route: string, settings: AzureMLProviderSettings]>> = {
  'CustomOpenAIChatContentFormatter, serverless': ['/v1/chat/completions', {}],
  'CustomOpenAIChatContentFormatter, dedicated': ['/score', {}],
  MistralChatContentFormatter: ['/v1/chat/completions', { contentFormatter: MistralChatContentFormatter }],
  OpenAIResponsesContentFormatter: [
    '/openai/v1/responses',
    { contentFormatter: OpenAIResponsesContentFormatter, reasoningSummary: 'auto' },
  ],
  AnthropicContentFormatter: [
    '/anthropic/v1/messages',
    { contentFormatter: AnthropicContentFormatter, defaultMaxTokens: 1000 },
  ],
  CohereV2ContentFormatter: ['/providers/cohere/v2/chat', { contentFormatter: CohereV2ContentFormatter }],
  CustomOpenAIContentFormatter: ['/v1/completions', { contentFormatter: CustomOpenAIContentFormatter }],
}

/** The first bytes of a file of each type. */
const files = {
  'image/png': 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'application/pdf': 'JVBERi0xLjcK',
  'audio/wav': 'UklGRiQAAABXQVZFZm10IBAAAAABAAEA',
  'video/mp4': 'AAAAGGZ0eXBtcDQyAAAAAG1wNDJpc29t',
}

/** A call that shows a capability, and the type of the part that proves it. */
interface Probe {
  readonly call: Partial<Parameters<typeof streamText>[0]>
  readonly reply?: ScriptedReply
  readonly shows: TextStreamPart<ToolSet>['type']
}

function sending(mediaType: keyof typeof files): Probe {
  const content = [{ type: 'file' as const, mediaType, data: files[mediaType], filename: 'a-file' }]
  return { call: { messages: [{ role: 'user', content }], prompt: undefined }, shows: 'text-delta' }
}

const degrees = jsonSchema({
  type: 'object',
  properties: { degrees: { type: 'number' } },
  required: ['degrees'],
  additionalProperties: false,
})

/** The columns of the table. */
const probes: Readonly<Record<string, Probe>> = {
  image: sending('image/png'),
  PDF: sending('application/pdf'),
  audio: sending('audio/wav'),
  video: sending('video/mp4'),
  'JSON schema': {
    call: { output: Output.object({ schema: degrees }) },
    reply: { text: '{"degrees":21}' },
    shows: 'text-delta',
  },
  tools: {
    call: { tools: { weather: tool({ inputSchema: degrees }) } },
    reply: { toolCalls: [{ name: 'weather', arguments: { degrees: 21 } }] },
    shows: 'tool-call',
  },
  reasoning: { call: {}, reply: { reasoning: 'Hm.', text: 'Yes.' }, shows: 'reasoning-delta' },
}

async function supports([route, settings]: [string, AzureMLProviderSettings], probe: Probe): Promise<boolean> {
  const emulator = await emulate()
  if (probe.reply) await emulator.reply(probe.reply)
  const model = emulator.provider(route, settings)('blue')
  const result = streamText({ model, prompt: 'Hi', maxRetries: 0, onError: () => {}, ...probe.call } as Parameters<
    typeof streamText
  >[0])
  const types: string[] = []
  for await (const { type } of result.stream) types.push(type)
  if (types.includes('error')) return false
  return types.includes(probe.shows) && (await result.warnings)?.length === 0
}

describe('the table of capabilities', () => {
  const page = readFileSync(`${import.meta.dirname}/../../../../docs/frameworks/ai-sdk.md`, 'utf8')
  const rows = page.split('\n').map((line) => line.split('|').map((cell) => cell.replaceAll('`', '').trim()))
  const header = rows.find((cells) => cells.includes('JSON schema')) ?? []

  it.each(Object.entries(deployments))('is true of %s', async (name, deployment) => {
    const row = rows.find((cells) => cells[1] === name) ?? []
    const told = Object.fromEntries(Object.keys(probes).map((column) => [column, row[header.indexOf(column)]]))
    const found = await Promise.all(
      Object.entries(probes).map(async ([column, probe]) => [
        column,
        (await supports(deployment, probe)) ? 'yes' : 'no',
      ]),
    )
    expect(told).toEqual(Object.fromEntries(found))
  })
})
