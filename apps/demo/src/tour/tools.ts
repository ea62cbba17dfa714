import { createAzureML } from '@azureml-endpoints/ai-sdk-provider'
import { AzureMLEndpointClient, type ChatMessage } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import { AzureMLChatOnlineEndpoint } from '@azureml-endpoints/langchain-adapter'
import { AIMessageChunk } from '@langchain/core/messages'
import { ToolLoopAgent, tool } from 'ai'
import { createAgent, tool as langChainTool } from 'langchain'
import { z } from 'zod'
import type { StepContext, Step } from './step.ts'

/** A tool that the model calls, in a loop that ends with its answer. */
export const toolsStep: Step = {
  name: 'tools',
  shows: 'the model calls a tool and answers with its result: your own loop, createAgent, ToolLoopAgent',
  runs: [
    { entryPoint: 'core', apiTypes: ['dedicated', 'serverless'], run: throughCore },
    { entryPoint: 'LangChain', apiTypes: ['dedicated', 'serverless'], run: throughLangChain },
    { entryPoint: 'AI SDK', apiTypes: ['dedicated', 'serverless'], run: throughAISDK },
  ],
}

const weatherQuestion = 'What is the weather like today? Use get_weather.'
const description = 'Returns the weather in a city.'
const input = z.object({ city: z.enum(['Lisbon', 'Nairobi', 'Oslo']) })

function weatherIn(city: string): string {
  return `18 degrees and a light wind in ${city}`
}

async function throughCore({ endpoint, show }: StepContext): Promise<void> {
  const client = new AzureMLEndpointClient({
    ...endpoint,
    contentFormatter: CustomOpenAIChatContentFormatter,
    onRequest: show.request,
  })
  const tools = [{ name: 'get_weather', description, parameters: z.toJSONSchema(input) }]
  const messages: ChatMessage[] = [{ role: 'user', content: weatherQuestion }]

  for (let turn = 0; turn < 5; turn++) {
    const answer = await client.chat({ messages, tools })
    const { text: content, reasoning, toolCalls, providerData } = answer
    messages.push({ role: 'assistant', content, reasoning, toolCalls, providerData })
    if (answer.finishReason !== 'tool-calls') {
      show.text(answer.text)
      show.finish(answer.finishReason)
      show.usage(answer.usage)
      return
    }
    for (const call of toolCalls) {
      show.note(`${call.name}(${call.arguments})`)
      const { city } = input.parse(JSON.parse(call.arguments))
      messages.push({ role: 'tool', toolCallId: call.id, content: weatherIn(city) })
    }
  }
  throw new Error('The model was still calling tools after five turns.')
}

async function throughLangChain({ endpoint, show }: StepContext): Promise<void> {
  const getWeather = langChainTool(
    ({ city }) => {
      show.note(`get_weather(${JSON.stringify({ city })})`)
      return weatherIn(city)
    },
    { name: 'get_weather', description, schema: input },
  )
  const model = new AzureMLChatOnlineEndpoint({ ...endpoint, onRequest: show.request })
  const agent = createAgent({ model, tools: [getWeather] })
  const question = { messages: [{ role: 'user', content: weatherQuestion }] }
  for await (const [message] of await agent.stream(question, { streamMode: 'messages' })) {
    if (!AIMessageChunk.isInstance(message)) continue
    show.text(message.text)
    show.finish(message.response_metadata['finish_reason'])
    show.usage(message.usage_metadata)
  }
}

async function throughAISDK({ endpoint, show }: StepContext): Promise<void> {
  const getWeather = tool({
    description,
    inputSchema: input,
    execute: ({ city }) => {
      show.note(`get_weather(${JSON.stringify({ city })})`)
      return weatherIn(city)
    },
  })
  const azureML = createAzureML({ ...endpoint, onRequest: show.request })
  const agent = new ToolLoopAgent({ model: azureML(), tools: { get_weather: getWeather } })
  const answer = await agent.stream({ prompt: weatherQuestion })
  for await (const part of answer.stream) {
    if (part.type === 'text-delta') show.text(part.text)
    if (part.type === 'error') throw part.error
  }
  show.finish(await answer.finishReason)
  show.usage(await answer.usage)
}
