import { readFile } from 'node:fs/promises'
import { createAzureML } from '@azureml-endpoints/ai-sdk-provider'
import { AzureMLEndpointClient } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import { AzureMLChatOnlineEndpoint } from '@azureml-endpoints/langchain-adapter'
import { HumanMessage } from '@langchain/core/messages'
import { streamText } from 'ai'
import type { StepContext, Step } from './step.ts'

/** A question with an image. */
export const imageStep: Step = {
  name: 'image',
  shows: 'a question with an image',
  runs: [
    { entryPoint: 'core', apiTypes: ['dedicated', 'serverless'], run: throughCore },
    { entryPoint: 'LangChain', apiTypes: ['dedicated', 'serverless'], run: throughLangChain },
    { entryPoint: 'AI SDK', apiTypes: ['dedicated', 'serverless'], run: throughAISDK },
  ],
}

const image = await readFile(new URL('collatz-27.png', import.meta.url))
const imageQuestion = 'What does this image show?'

async function throughCore({ endpoint, show }: StepContext): Promise<void> {
  const client = new AzureMLEndpointClient({
    ...endpoint,
    contentFormatter: CustomOpenAIChatContentFormatter,
    onRequest: show.request,
  })
  const content = [
    { type: 'text', text: imageQuestion },
    { type: 'image', data: image, mediaType: 'image/png' },
  ] as const
  for await (const chunk of client.stream({ messages: [{ role: 'user', content }] })) {
    show.text(chunk.text)
    show.finish(chunk.finishReason)
    show.usage(chunk.usage)
  }
}

async function throughLangChain({ endpoint, show }: StepContext): Promise<void> {
  const model = new AzureMLChatOnlineEndpoint({ ...endpoint, onRequest: show.request })
  const message = new HumanMessage({
    contentBlocks: [
      { type: 'text', text: imageQuestion },
      { type: 'image', data: image.toString('base64'), mimeType: 'image/png' },
    ],
  })
  for await (const chunk of await model.stream([message])) {
    show.text(chunk.text)
    show.finish(chunk.response_metadata['finish_reason'])
    show.usage(chunk.usage_metadata)
  }
}

async function throughAISDK({ endpoint, show }: StepContext): Promise<void> {
  const azureML = createAzureML({ ...endpoint, onRequest: show.request })
  const content = [
    { type: 'text' as const, text: imageQuestion },
    { type: 'file' as const, data: image, mediaType: 'image/png' },
  ]
  const answer = streamText({ model: azureML(), messages: [{ role: 'user', content }], onError: () => {} })
  for await (const part of answer.stream) {
    if (part.type === 'text-delta') show.text(part.text)
    if (part.type === 'error') throw part.error
  }
  show.finish(await answer.finishReason)
  show.usage(await answer.usage)
}
