import { readFile } from 'node:fs/promises'
import { createAzureML } from '@azureml-endpoints/ai-sdk-provider'
import { AzureMLEndpointClient } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import { AzureMLChatOnlineEndpoint } from '@azureml-endpoints/langchain-adapter'
import { HumanMessage } from '@langchain/core/messages'
import { streamText } from 'ai'
import type { Stage, Step } from './step.ts'

/** A picture in a question. */
export const imageStep: Step = {
  name: 'image',
  shows: 'a picture beside the text',
  runs: [
    { entryPoint: 'core', apiTypes: ['dedicated', 'serverless'], run: throughCore },
    { entryPoint: 'LangChain', apiTypes: ['dedicated', 'serverless'], run: throughLangChain },
    { entryPoint: 'AI SDK', apiTypes: ['dedicated', 'serverless'], run: throughAISDK },
  ],
}

const picture = await readFile(new URL('collatz-27.png', import.meta.url))
const pictureQuestion = 'What does this picture show?'

async function throughCore({ endpoint, show }: Stage): Promise<void> {
  const client = new AzureMLEndpointClient({
    ...endpoint,
    contentFormatter: CustomOpenAIChatContentFormatter,
    onRequest: show.request,
  })
  const content = [
    { type: 'text', text: pictureQuestion },
    { type: 'image', data: picture, mediaType: 'image/png' },
  ] as const
  for await (const chunk of client.stream({ messages: [{ role: 'user', content }] })) {
    show.text(chunk.text)
    show.finish(chunk.finishReason)
    show.usage(chunk.usage)
  }
}

async function throughLangChain({ endpoint, show }: Stage): Promise<void> {
  const model = new AzureMLChatOnlineEndpoint({ ...endpoint, onRequest: show.request })
  const message = new HumanMessage({
    contentBlocks: [
      { type: 'text', text: pictureQuestion },
      { type: 'image', data: picture.toString('base64'), mimeType: 'image/png' },
    ],
  })
  for await (const chunk of await model.stream([message])) {
    show.text(chunk.text)
    show.finish(chunk.response_metadata['finish_reason'])
    show.usage(chunk.usage_metadata)
  }
}

async function throughAISDK({ endpoint, show }: Stage): Promise<void> {
  const azureML = createAzureML({ ...endpoint, onRequest: show.request })
  const content = [
    { type: 'text' as const, text: pictureQuestion },
    { type: 'file' as const, data: picture, mediaType: 'image/png' },
  ]
  const answer = streamText({ model: azureML(), messages: [{ role: 'user', content }], onError: () => {} })
  for await (const part of answer.stream) {
    if (part.type === 'text-delta') show.text(part.text)
    if (part.type === 'error') throw part.error
  }
  show.finish(await answer.finishReason)
  show.usage(await answer.usage)
}
