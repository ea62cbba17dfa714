import { createAzureML } from '@azureml-endpoints/ai-sdk-provider'
import { AzureMLEndpointClient } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import { AzureMLChatOnlineEndpoint } from '@azureml-endpoints/langchain-adapter'
import { generateText } from 'ai'
import type { StepContext, Step } from './step.ts'

/** A call that fails once and is retried. */
export const retryStep: Step = {
  name: 'retry',
  shows: 'an overloaded endpoint responds with 503 once: the call waits for the requested time, retries and succeeds',
  needsEmulator: true,
  runs: [
    { entryPoint: 'core', apiTypes: ['dedicated', 'serverless'], run: throughCore },
    { entryPoint: 'LangChain', apiTypes: ['dedicated', 'serverless'], run: throughLangChain },
    { entryPoint: 'AI SDK', apiTypes: ['dedicated', 'serverless'], run: throughAISDK },
  ],
}

/** Makes the embedded endpoint fail the next request. */
const overloaded = { status: 503, times: 1, headers: { 'retry-after-ms': '200' } }

async function throughCore({ endpoint, emulator, question, show }: StepContext): Promise<void> {
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

async function throughLangChain({ endpoint, emulator, question, show }: StepContext): Promise<void> {
  emulator.fail(overloaded)
  const model = new AzureMLChatOnlineEndpoint({ ...endpoint, maxRetries: 2, onRequest: show.request })
  const answer = await model.invoke(question)
  show.text(answer.text)
  show.finish(answer.response_metadata['finish_reason'])
  show.usage(answer.usage_metadata)
}

async function throughAISDK({ endpoint, emulator, question, show }: StepContext): Promise<void> {
  emulator.fail(overloaded)
  const azureML = createAzureML({ ...endpoint, onRequest: show.request })
  const answer = await generateText({ model: azureML(), prompt: question, maxRetries: 2 })
  show.text(answer.text)
  show.finish(answer.finishReason)
  show.usage(answer.usage)
}
