import { createAzureML } from '@azureml-endpoints/ai-sdk-provider'
import { AzureMLEndpointClient } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import { AzureMLChatOnlineEndpoint } from '@azureml-endpoints/langchain-adapter'
import { generateText } from 'ai'
import type { Stage, Step } from './step.ts'

/** A call that fails once and is repeated. */
export const retryStep: Step = {
  name: 'retry',
  shows: 'an overloaded endpoint answers 503 once: the call waits as long as it asks, and goes through',
  needsEmulator: true,
  runs: [
    { entryPoint: 'core', apiTypes: ['dedicated', 'serverless'], run: throughCore },
    { entryPoint: 'LangChain', apiTypes: ['dedicated', 'serverless'], run: throughLangChain },
    { entryPoint: 'AI SDK', apiTypes: ['dedicated', 'serverless'], run: throughAISDK },
  ],
}

/** The embedded endpoint is told to refuse the next request. */
const overloaded = { status: 503, times: 1, headers: { 'retry-after-ms': '200' } }

async function throughCore({ endpoint, emulator, question, show }: Stage): Promise<void> {
  emulator.fail(overloaded)
  const client = new AzureMLEndpointClient({
    ...endpoint,
    contentFormatter: CustomOpenAIChatContentFormatter,
    maxRetries: 2,
    onRequest: show.request,
    onRetry: show.retry,
  })
  const answer = await client.chat({ messages: [{ role: 'user', content: question }] })
  show.text(answer.text)
  show.finish(answer.finishReason)
  show.usage(answer.usage)
}

async function throughLangChain({ endpoint, emulator, question, show }: Stage): Promise<void> {
  emulator.fail(overloaded)
  const model = new AzureMLChatOnlineEndpoint({ ...endpoint, maxRetries: 2, onRequest: show.request })
  const answer = await model.invoke(question)
  show.text(answer.text)
  show.finish(answer.response_metadata['finish_reason'])
  show.usage(answer.usage_metadata)
}

async function throughAISDK({ endpoint, emulator, question, show }: Stage): Promise<void> {
  emulator.fail(overloaded)
  const azureML = createAzureML({ ...endpoint, onRequest: show.request })
  const answer = await generateText({ model: azureML(), prompt: question, maxRetries: 2 })
  show.text(answer.text)
  show.finish(answer.finishReason)
  show.usage(answer.usage)
}
