import { createAzureML } from '@azureml-endpoints/ai-sdk-provider'
import {
  AzureMLEndpointClient,
  type ChatRequest,
  ConfigurationError,
  ContentFormatterBase,
  type ParsedChatResponse,
} from '@azureml-endpoints/core'
import { AzureMLChatOnlineEndpoint } from '@azureml-endpoints/langchain-adapter'
import { streamText } from 'ai'
import { z } from 'zod'
import type { StepContext, Step } from './step.ts'

/** A deployment without an existing formatter. */
export const formatterStep: Step = {
  name: 'formatter',
  shows: 'a custom formatter, here for a prompt flow, works with every client',
  needsEmulator: true,
  runs: [
    { entryPoint: 'core', apiTypes: ['dedicated'], run: throughCore },
    { entryPoint: 'LangChain', apiTypes: ['dedicated'], run: throughLangChain },
    { entryPoint: 'AI SDK', apiTypes: ['dedicated'], run: throughAISDK },
  ],
}

/** A flow accepts `{question}` and returns `{answer}`, complete or as a stream. */
class PromptFlowFormatter extends ContentFormatterBase {
  readonly name = 'prompt-flow'
  readonly codecs = {
    dedicated: {
      formatRequest: ({ messages }: ChatRequest) => ({ question: lastQuestion(messages), chat_history: [] }),
      parseResponse: readAnswer,
      openStream: () => (event: unknown) => (event === undefined ? undefined : readAnswer(event)),
    },
  }
}

function lastQuestion(messages: ChatRequest['messages']): string {
  const content = messages.at(-1)?.content
  if (typeof content === 'string') return content
  const texts = content?.map((part) => (part.type === 'text' ? part.text : undefined)) ?? []
  if (!texts.includes(undefined)) return texts.join('')
  throw new ConfigurationError('A prompt flow accepts only text. Remove the image.', { setting: 'messages' })
}

function readAnswer(body: unknown): ParsedChatResponse {
  return { text: z.object({ answer: z.string() }).parse(body).answer }
}

async function throughCore({ endpoint, emulator, question, show }: StepContext): Promise<void> {
  const client = new AzureMLEndpointClient({
    ...endpoint,
    endpointUrl: `${emulator.url}/flow/score`,
    contentFormatter: PromptFlowFormatter,
    onRequest: show.request,
  })
  for await (const chunk of client.stream({ messages: [{ role: 'user', content: question }] })) show.text(chunk.text)
}

async function throughLangChain({ endpoint, emulator, question, show }: StepContext): Promise<void> {
  const model = new AzureMLChatOnlineEndpoint({
    ...endpoint,
    endpointUrl: `${emulator.url}/flow/score`,
    contentFormatter: PromptFlowFormatter,
    onRequest: show.request,
  })
  for await (const chunk of await model.stream(question)) show.text(chunk.text)
}

async function throughAISDK({ endpoint, emulator, question, show }: StepContext): Promise<void> {
  const azureML = createAzureML({
    ...endpoint,
    endpointUrl: `${emulator.url}/flow/score`,
    contentFormatter: PromptFlowFormatter,
    onRequest: show.request,
  })
  const answer = streamText({ model: azureML(), prompt: question, onError: () => {} })
  for await (const part of answer.stream) {
    if (part.type === 'text-delta') show.text(part.text)
    if (part.type === 'error') throw part.error
  }
}
