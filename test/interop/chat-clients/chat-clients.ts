import { createAzureML } from '@azureml-endpoints/ai-sdk-provider'
import { AzureMLEndpointClient, type ChatRequest } from '@azureml-endpoints/core'
import { AzureMLChatOnlineEndpoint } from '@azureml-endpoints/langchain-adapter'
import { generateText, jsonSchema, Output, streamText, tool } from 'ai'
import type { Answer, ChatClient, Question } from './chat-client.ts'

const endpoint = ({ url, apiType, formatter }: Question) => ({
  endpointUrl: url,
  endpointApiKey: 'any',
  contentFormatter: formatter,
  ...(apiType && { endpointApiType: apiType }),
})

const core: ChatClient = {
  name: 'core',
  ask: async (question) => {
    const { text, toolCalls, usage } = await coreClient(question).chat(coreRequest(question), {
      signal: question.signal,
    })
    const calls = toolCalls.map((call) => ({ name: call.name, args: JSON.parse(call.arguments) as unknown }))
    return { text, toolCalls: calls, inputTokens: usage?.inputTokens, outputTokens: usage?.outputTokens }
  },
  async *stream(question) {
    const { signal } = question
    for await (const { text } of coreClient(question).stream(coreRequest(question), { signal })) if (text) yield text
  },
}

function coreClient(question: Question): AzureMLEndpointClient {
  return new AzureMLEndpointClient({ ...endpoint(question), maxRetries: question.maxRetries ?? 0 })
}

function coreRequest({ text, maxTokens, temperature, stop, seed, tools, toolChoice, schema, modelKwargs }: Question) {
  const request: ChatRequest = {
    messages: [{ role: 'user', content: text }],
    maxTokens,
    temperature,
    stop,
    seed,
    tools,
    toolChoice,
    modelKwargs,
    ...(schema && { responseFormat: { type: 'json', schema } }),
  }
  return request
}

const langChain: ChatClient = {
  name: 'LangChain',
  ask: async (question) => {
    const message = await langChainModel(question).invoke(question.text, langChainOptions(question))
    const { input_tokens: inputTokens, output_tokens: outputTokens } = message.usage_metadata ?? {}
    const toolCalls = (message.tool_calls ?? []).map(({ name, args }) => ({ name, args }))
    return { text: message.text, toolCalls, inputTokens, outputTokens }
  },
  async *stream(question) {
    const chunks = await langChainModel(question).stream(question.text, langChainOptions(question))
    for await (const { text } of chunks) if (text) yield text
  },
}

function langChainModel(question: Question): AzureMLChatOnlineEndpoint {
  return new AzureMLChatOnlineEndpoint({ ...endpoint(question), maxRetries: question.maxRetries ?? 0 })
}

function langChainOptions({ maxTokens, temperature, stop, seed, tools, toolChoice, schema, ...rest }: Question) {
  const choice = typeof toolChoice === 'object' ? { type: 'function', function: toolChoice } : toolChoice
  return {
    maxTokens,
    temperature,
    seed,
    modelKwargs: rest.modelKwargs,
    signal: rest.signal,
    ...(stop && { stop: [...stop] }),
    ...(tools && { tools: tools.map((one) => ({ type: 'function' as const, function: { ...one } })) }),
    ...(choice !== undefined && { tool_choice: choice }),
    ...(schema && { response_format: { type: 'json_schema' as const, json_schema: { name: 'answer', schema } } }),
  }
}

const aiSdk: ChatClient = {
  name: 'the AI SDK',
  ask: async (question): Promise<Answer> => {
    const { text, toolCalls, usage } = await generateText(aiSdkCall(question))
    const calls = toolCalls.map(({ toolName, input }) => ({ name: toolName, args: input as unknown }))
    return { text, toolCalls: calls, inputTokens: usage.inputTokens, outputTokens: usage.outputTokens }
  },
  async *stream(question) {
    const failures: unknown[] = []
    const { textStream } = streamText({ ...aiSdkCall(question), onError: ({ error }) => void failures.push(error) })
    yield* textStream
    if (failures.length > 0) throw failures[0]
  },
}

function aiSdkCall(question: Question) {
  const {
    text,
    maxTokens,
    temperature,
    stop,
    seed,
    tools,
    toolChoice,
    schema,
    modelKwargs = {},
    signal,
    maxRetries = 0,
  } = question
  const entries = tools?.map(({ name, description, parameters }) => {
    return [name, tool({ description, inputSchema: jsonSchema(parameters) })] as const
  })
  const choice = typeof toolChoice === 'object' ? { type: 'tool' as const, toolName: toolChoice.name } : toolChoice
  return {
    model: createAzureML(endpoint(question))(),
    prompt: text,
    maxOutputTokens: maxTokens,
    temperature,
    seed,
    abortSignal: signal,
    maxRetries,
    ...(stop && { stopSequences: [...stop] }),
    ...(entries && { tools: Object.fromEntries(entries) }),
    ...(choice !== undefined && { toolChoice: choice }),
    ...(schema && { output: Output.object({ schema: jsonSchema(schema) }) }),
    providerOptions: { azureML: { modelKwargs: modelKwargs as Record<string, never> } },
  }
}

/** Our chat clients. */
export const chatClients: readonly ChatClient[] = [core, langChain, aiSdk]
