import { createAzureML } from '@azureml-endpoints/ai-sdk-provider'
import { type AzureMLEndpointApiType, AzureMLEndpointClient, type ContentFormatterBase } from '@azureml-endpoints/core'
import { AnthropicContentFormatter } from '@azureml-endpoints/formatters-anthropic'
import { CohereContentFormatter, CohereV2ContentFormatter } from '@azureml-endpoints/formatters-cohere'
import {
  CustomOpenAIChatContentFormatter,
  LlamaChatContentFormatter,
  MistralChatContentFormatter,
  OpenAIResponsesContentFormatter,
} from '@azureml-endpoints/formatters-openai'
import {
  CustomOpenAIContentFormatter,
  DollyContentFormatter,
  GPT2ContentFormatter,
  HFContentFormatter,
  LlamaContentFormatter,
  MLflowContentFormatter,
  OSSContentFormatter,
  TGIContentFormatter,
} from '@azureml-endpoints/formatters-text-generation'
import { AzureMLChatOnlineEndpoint } from '@azureml-endpoints/langchain-adapter'
import { generateText, streamText } from 'ai'
import { describe, expect, it } from 'vitest'

interface Served {
  readonly contentFormatter: new () => ContentFormatterBase
  readonly endpointApiType: AzureMLEndpointApiType
  readonly path: string
  /** The response body. */
  readonly answer: unknown
}

const words = 'Nobody knows yet.'
const chat = { choices: [{ message: { role: 'assistant', content: words }, finish_reason: 'stop' }] }
const completion = { choices: [{ text: words, finish_reason: 'stop' }] }
const openai = [CustomOpenAIChatContentFormatter, LlamaChatContentFormatter, MistralChatContentFormatter]
const prompts = [CustomOpenAIContentFormatter, LlamaContentFormatter]

/** The Messages API requires a maximum, which not every test passes. */
class Claude extends AnthropicContentFormatter {
  constructor() {
    super({ defaultMaxTokens: 1000 })
  }
}

const dedicated = (contentFormatter: Served['contentFormatter'], answer: unknown): Served => ({
  contentFormatter,
  endpointApiType: 'dedicated',
  path: '/score',
  answer,
})
const serverless = (contentFormatter: Served['contentFormatter'], path: string, answer: unknown): Served => ({
  contentFormatter,
  endpointApiType: 'serverless',
  path,
  answer,
})

const served: readonly Served[] = [
  ...openai.map((formatter) => dedicated(formatter, { output: words })),
  ...openai.map((formatter) => serverless(formatter, '/v1/chat/completions', chat)),
  ...prompts.map((formatter) => dedicated(formatter, [{ 0: words }])),
  ...prompts.map((formatter) => serverless(formatter, '/v1/completions', completion)),
  dedicated(GPT2ContentFormatter, [{ 0: words }]),
  dedicated(OSSContentFormatter, [{ 0: words }]),
  dedicated(HFContentFormatter, [{ 0: { generated_text: words } }]),
  dedicated(DollyContentFormatter, [words]),
  dedicated(MLflowContentFormatter, [words]),
  dedicated(TGIContentFormatter, { generated_text: words }),
  serverless(Claude, '/anthropic/v1/messages', {
    type: 'message',
    content: [{ type: 'text', text: words }],
    stop_reason: 'end_turn',
  }),
  serverless(CohereV2ContentFormatter, '/v2/chat', {
    finish_reason: 'COMPLETE',
    message: { role: 'assistant', content: [{ type: 'text', text: words }] },
  }),
  serverless(OpenAIResponsesContentFormatter, '/openai/v1/responses', {
    object: 'response',
    status: 'completed',
    output: [{ type: 'message', role: 'assistant', content: [{ type: 'output_text', text: words }] }],
  }),
  serverless(CohereContentFormatter, '/v1/chat', { text: words, finish_reason: 'COMPLETE' }),
]

const question = 'Will the Collatz conjecture ever be solved?'

/** The options of an endpoint that returns this answer, and the request bodies that it received. */
function endpointOf({ contentFormatter, endpointApiType, path, answer }: Served) {
  const bodies: unknown[] = []
  return {
    bodies,
    options: {
      endpointUrl: `https://my-ep.eastus2.inference.ml.azure.com${path}`,
      endpointApiType,
      endpointApiKey: 'key-of-a-test',
      contentFormatter,
      fetch: async (_url: unknown, init?: RequestInit) => {
        bodies.push(JSON.parse(String(init?.body)))
        return Response.json(answer)
      },
    },
  }
}

describe.each(served.map((one) => [`${one.contentFormatter.name} on ${one.path}`, one] as const))(
  '%s',
  (_name, one) => {
    it('gets the same request from core, LangChain and the AI SDK, and returns the same answer', async () => {
      const { options, bodies } = endpointOf(one)
      const { text } = await new AzureMLEndpointClient(options).chat({
        messages: [{ role: 'user', content: question }],
        maxTokens: 50,
      })
      const message = await new AzureMLChatOnlineEndpoint({ ...options, maxTokens: 50 }).invoke(question)
      const generated = await generateText({ model: createAzureML(options)(), prompt: question, maxOutputTokens: 50 })
      expect([text, message.text, generated.text]).toEqual([words, words, words])
      expect(bodies).toHaveLength(3)
      expect(bodies[1]).toEqual(bodies[0])
      expect(bodies[2]).toEqual(bodies[0])
      expect(JSON.stringify(bodies[0])).toContain(question)
    })

    it('returns the same answer to each of them as a stream', async () => {
      const { options, bodies } = endpointOf(one)
      const texts = ['', '', '']
      const messages = [{ role: 'user', content: question }] as const
      for await (const chunk of new AzureMLEndpointClient(options).stream({ messages })) texts[0] += chunk.text ?? ''
      for await (const chunk of await new AzureMLChatOnlineEndpoint(options).stream(question)) texts[1] += chunk.text
      for await (const chunk of streamText({ model: createAzureML(options)(), prompt: question }).textStream)
        texts[2] += chunk
      expect(texts).toEqual([words, words, words])
      expect(bodies[1]).toEqual(bodies[0])
      expect(bodies[2]).toEqual(bodies[0])
    })
  },
)
