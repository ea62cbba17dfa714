import { createAzureML } from '@azureml-endpoints/ai-sdk-provider'
import { AzureMLEndpointClient } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import { AzureMLChatOnlineEndpoint } from '@azureml-endpoints/langchain-adapter'
import { streamText } from 'ai'
import type { StepContext, Step } from './step.ts'

/** The reasoning of a model before its answer. */
export const reasoningStep: Step = {
  name: 'reasoning',
  shows: 'reasoning is separate from the answer, whether the deployment sends a field or <think> tags',
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
  const answer = client.stream({ messages: [{ role: 'user', content: question }], reasoningEffort: 'low' })
  for await (const chunk of answer) {
    show.reasoning(chunk.reasoning)
    show.text(chunk.text)
    show.finish(chunk.finishReason)
    show.usage(chunk.usage)
  }
}

async function throughLangChain({ endpoint, question, show }: StepContext): Promise<void> {
  const model = new AzureMLChatOnlineEndpoint({ ...endpoint, reasoningEffort: 'low', onRequest: show.request })
  for await (const chunk of await model.stream(question)) {
    for (const block of chunk.contentBlocks) if (block.type === 'reasoning') show.reasoning(block.reasoning)
    show.text(chunk.text)
    show.finish(chunk.response_metadata['finish_reason'])
    show.usage(chunk.usage_metadata)
  }
}

async function throughAISDK({ endpoint, question, show }: StepContext): Promise<void> {
  const azureML = createAzureML({ ...endpoint, onRequest: show.request })
  const answer = streamText({ model: azureML(), prompt: question, reasoning: 'low', onError: () => {} })
  for await (const part of answer.stream) {
    if (part.type === 'reasoning-delta') show.reasoning(part.text)
    if (part.type === 'text-delta') show.text(part.text)
    if (part.type === 'error') throw part.error
  }
  show.finish(await answer.finishReason)
  show.usage(await answer.usage)
}
