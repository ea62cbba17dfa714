// What the consumers of the packed packages run, in every place that we say they run.

/** The packages that need nothing of Node. */
export const portable: readonly string[] = [
  '@azureml-endpoints/core',
  '@azureml-endpoints/formatters-openai',
  '@azureml-endpoints/formatters-text-generation',
  '@azureml-endpoints/formatters-cohere',
  '@azureml-endpoints/formatters-anthropic',
  '@azureml-endpoints/langchain-adapter',
  '@azureml-endpoints/ai-sdk-provider',
]

/** The packages for Node alone. */
export const nodeOnly: readonly string[] = [
  '@azureml-endpoints/endpoint-emulator',
  '@azureml-endpoints/node-transport',
  '@azureml-endpoints/workspace',
]

/** Calls an endpoint with each of the three clients. `fetch` is a stub, so that it runs without a network. */
export const program: string = `
import { AzureMLEndpointClient } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import { CustomOpenAIContentFormatter } from '@azureml-endpoints/formatters-text-generation'
import { CohereContentFormatter } from '@azureml-endpoints/formatters-cohere'
import { AnthropicContentFormatter } from '@azureml-endpoints/formatters-anthropic'
import { AzureMLChatOnlineEndpoint } from '@azureml-endpoints/langchain-adapter'
import { createAzureML } from '@azureml-endpoints/ai-sdk-provider'
import { generateText } from 'ai'

const fetch = async () => Response.json({ output: 'Hello from the endpoint.' })
const endpoint = { endpointUrl: 'https://my-endpoint.eastus2.inference.ml.azure.com/score', endpointApiKey: 'k', fetch }

export async function ask(): Promise<string[]> {
  const client = new AzureMLEndpointClient({ ...endpoint, contentFormatter: CustomOpenAIChatContentFormatter })
  const core = await client.chat({ messages: [{ role: 'user', content: 'Hello' }] })
  const langChain = await new AzureMLChatOnlineEndpoint(endpoint).invoke('Hello')
  const aiSDK = await generateText({ model: createAzureML(endpoint)(), prompt: 'Hello' })
  const formatters = [new CustomOpenAIContentFormatter(), new CohereContentFormatter(), new AnthropicContentFormatter()]
  return [core.text, langChain.text, aiSDK.text, ...formatters.map(({ name }) => name)]
}
`
/** The same, and prints the answers as JSON. */
export const printing: string = `${program}\nconsole.log(JSON.stringify(await ask()))\n`
/** What it prints, beside the names of formatters. */
export const answers: string[] = ['Hello from the endpoint.', 'Hello from the endpoint.', 'Hello from the endpoint.']
