import { createAzureML } from '@azureml-endpoints/ai-sdk-provider'
import { AzureMLEndpointClient } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import { AzureMLChatOnlineEndpoint } from '@azureml-endpoints/langchain-adapter'
import { HumanMessage } from '@langchain/core/messages'
import { streamText } from 'ai'
import type { StepContext, Step } from './step.ts'

/** One question to every endpoint, with every client. */
export const questionStep: Step = {
  name: 'question',
  shows: 'the same question to a dedicated and a serverless endpoint, with all three clients',
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
  const answer = client.stream({ messages: [{ role: 'user', content: question }], maxTokens: 512 })
  for await (const chunk of answer) {
    show.text(chunk.text)
    show.finish(chunk.finishReason)
    show.usage(chunk.usage)
  }
}

async function throughLangChain({ endpoint, question, show }: StepContext): Promise<void> {
  const model = new AzureMLChatOnlineEndpoint({ ...endpoint, onRequest: show.request })
  const answer = await model.stream([new HumanMessage(question)], { maxTokens: 512 })
  for await (const chunk of answer) {
    show.text(chunk.text)
    show.finish(chunk.response_metadata['finish_reason'])
    show.usage(chunk.usage_metadata)
  }
}

async function throughAISDK({ endpoint, question, show }: StepContext): Promise<void> {
  const azureML = createAzureML({ ...endpoint, onRequest: show.request })
  const answer = streamText({ model: azureML(), prompt: question, maxOutputTokens: 512, onError: () => {} })
  for await (const part of answer.stream) {
    if (part.type === 'text-delta') show.text(part.text)
    if (part.type === 'error') throw part.error
  }
  show.finish(await answer.finishReason)
  show.usage(await answer.usage)
}
