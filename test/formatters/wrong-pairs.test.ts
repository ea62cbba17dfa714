import { expect, it } from 'vitest'
import { AzureMLEndpointClient, ConfigurationError } from '../../packages/core/src/index.ts'
import { everyFormatter } from './every-formatter.ts'

const foundry = 'https://my-resource.services.ai.azure.com'
const serverless = 'https://my-model.eastus2.models.ai.azure.com'
const chat = ['CustomOpenAIChatContentFormatter', 'LlamaChatContentFormatter', 'MistralChatContentFormatter']

/** Routes, and the formatters that speak them; the first is the one that an error has to name. */
const routes: readonly (readonly [url: string, formatters: readonly string[]])[] = [
  [`${foundry}/anthropic/v1/messages`, ['AnthropicContentFormatter']],
  ['https://my-resource.openai.azure.com/anthropic/v1/messages', ['AnthropicContentFormatter']],
  [`${foundry}/openai/v1/responses`, ['OpenAIResponsesContentFormatter']],
  [`${foundry}/providers/cohere/v2/chat`, ['CohereV2ContentFormatter']],
  [`${serverless}/v1/chat`, ['CohereContentFormatter']],
  [`${foundry}/openai/v1/chat/completions`, chat],
  [`${foundry}/mai/v1/chat/completions`, chat],
]

const formatters = [...(await everyFormatter())].filter(([name]) => name !== 'TemplateContentFormatter')

it.each(routes)('%s with any other formatter is an error that names %s, before a request', async (url, right) => {
  const problems: string[] = []
  for (const [name, Formatter] of formatters) {
    let requests = 0
    const call = async (): Promise<unknown> => {
      const fetch = (): Promise<Response> => {
        requests += 1
        return Promise.resolve(Response.json({}, { status: 404 }))
      }
      const options = { endpointUrl: url, endpointApiType: 'serverless', endpointApiKey: 'made-up-key' } as const
      const client = new AzureMLEndpointClient({ ...options, contentFormatter: Formatter, fetch, maxRetries: 0 })
      return client.chat({ messages: [{ role: 'user', content: 'Hi' }], maxTokens: 16 })
    }
    const error: unknown = await call().catch((thrown: unknown) => thrown)
    const isNamed =
      error instanceof ConfigurationError && error.message.includes(`\`${right[0]}\` of @azureml-endpoints/`)
    if (right.includes(name) ? requests !== 1 : requests !== 0 || !isNamed) problems.push(`${name}: ${String(error)}`)
  }
  expect(problems).toEqual([])
})
