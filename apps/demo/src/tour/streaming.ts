import { createAzureML } from '@azureml-endpoints/ai-sdk-provider'
import { AzureMLEndpointClient } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import { AzureMLChatOnlineEndpoint } from '@azureml-endpoints/langchain-adapter'
import { streamText } from 'ai'
import type { Stage, Step } from './step.ts'

/** Streams that are left before their end. */
export const streamingStep: Step = {
  name: 'streaming',
  shows: 'pieces as they come, and the connection closed as soon as the reader has enough (/score gives one piece)',
  runs: [
    { entryPoint: 'core', apiTypes: ['dedicated', 'serverless'], run: throughCore },
    { entryPoint: 'LangChain', apiTypes: ['dedicated', 'serverless'], run: throughLangChain },
    { entryPoint: 'AI SDK', apiTypes: ['dedicated', 'serverless'], run: throughAISDK },
  ],
}

async function throughCore({ endpoint, question, show }: Stage): Promise<void> {
  const client = new AzureMLEndpointClient({
    ...endpoint,
    contentFormatter: CustomOpenAIChatContentFormatter,
    onRequest: show.request,
  })
  let pieces = 0
  for await (const { text } of client.stream({ messages: [{ role: 'user', content: question }] })) {
    show.text(text)
    if (text && ++pieces === 20) break
  }
  show.note(`read ${pieces} of the pieces`)
}

async function throughLangChain({ endpoint, question, show }: Stage): Promise<void> {
  const model = new AzureMLChatOnlineEndpoint({ ...endpoint, onRequest: show.request })
  let pieces = 0
  for await (const { text } of await model.stream(question)) {
    show.text(text)
    if (text && ++pieces === 20) break
  }
  show.note(`read ${pieces} of the pieces`)
}

async function throughAISDK({ endpoint, question, show }: Stage): Promise<void> {
  const azureML = createAzureML({ ...endpoint, onRequest: show.request })
  const enough = new AbortController()
  const answer = streamText({ model: azureML(), prompt: question, abortSignal: enough.signal, onError: () => {} })
  let pieces = 0
  for await (const part of answer.stream) {
    if (part.type === 'error') throw part.error
    if (part.type !== 'text-delta' || pieces === 20) continue
    show.text(part.text)
    if (++pieces === 20) enough.abort()
  }
  show.note(`read ${pieces} of the pieces`)
}
