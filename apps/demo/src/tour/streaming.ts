import { createAzureML } from '@azureml-endpoints/ai-sdk-provider'
import { AzureMLEndpointClient } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import { AzureMLChatOnlineEndpoint } from '@azureml-endpoints/langchain-adapter'
import { streamText } from 'ai'
import type { StepContext, Step } from './step.ts'

/** Streams that are cancelled early. */
export const streamingStep: Step = {
  name: 'streaming',
  shows: 'chunks as they arrive; cancelling the stream closes the connection (/score returns a single chunk)',
  runs: [
    { entryPoint: 'core', apiTypes: ['dedicated', 'serverless'], run: throughCore },
    { entryPoint: 'LangChain', apiTypes: ['dedicated', 'serverless'], run: throughLangChain },
    { entryPoint: 'AI SDK', apiTypes: ['dedicated', 'serverless'], run: throughAISDK },
  ],
}

async function throughCore({ endpoint, question, show }: StepContext): Promise<void> {
  const client = new AzureMLEndpointClient({
    ...endpoint,
    contentFormatter: CustomOpenAIChatContentFormatter,
    onRequest: show.request,
  })
  let chunks = 0
  for await (const { text } of client.stream({ messages: [{ role: 'user', content: question }] })) {
    show.text(text)
    if (text && ++chunks === 20) break
  }
  show.note(`chunks read: ${chunks}`)
}

async function throughLangChain({ endpoint, question, show }: StepContext): Promise<void> {
  const model = new AzureMLChatOnlineEndpoint({ ...endpoint, onRequest: show.request })
  let chunks = 0
  for await (const { text } of await model.stream(question)) {
    show.text(text)
    if (text && ++chunks === 20) break
  }
  show.note(`chunks read: ${chunks}`)
}

async function throughAISDK({ endpoint, question, show }: StepContext): Promise<void> {
  const azureML = createAzureML({ ...endpoint, onRequest: show.request })
  const enough = new AbortController()
  const answer = streamText({ model: azureML(), prompt: question, abortSignal: enough.signal, onError: () => {} })
  let chunks = 0
  for await (const part of answer.stream) {
    if (part.type === 'error') throw part.error
    if (part.type !== 'text-delta' || chunks === 20) continue
    show.text(part.text)
    if (++chunks === 20) enough.abort()
  }
  show.note(`chunks read: ${chunks}`)
}
