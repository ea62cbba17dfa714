import { createAzureML } from '@azureml-endpoints/ai-sdk-provider'
import { AzureMLEndpointClient } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter as contentFormatter } from '@azureml-endpoints/formatters-openai'
import { AzureMLChatOnlineEndpoint } from '@azureml-endpoints/langchain-adapter'
import { generateText, streamText } from 'ai'

/** A call to a script; `parameters` are sent as they are. */
interface Call {
  readonly url: string
  readonly text: string
  readonly maxTokens?: number
  readonly parameters?: Readonly<Record<string, unknown>>
  readonly signal?: AbortSignal
}

/** A chat client of ours. */
export interface ChatClient {
  readonly name: string
  /** Returns the text of the answer. */
  readonly ask: (call: Call) => Promise<string>
  /** Yields the texts of the chunks. */
  readonly stream: (call: Call) => AsyncIterable<string>
}

const options = (url: string) => ({ endpointUrl: `${url}/score`, endpointApiKey: 'any', contentFormatter })

const core: ChatClient = {
  name: 'core',
  ask: async ({ url, text, maxTokens, parameters, signal }) => {
    const request = { messages: [{ role: 'user', content: text } as const], maxTokens, modelKwargs: parameters }
    return (await new AzureMLEndpointClient({ ...options(url), maxRetries: 0 }).chat(request, { signal })).text
  },
  async *stream({ url, text, maxTokens, parameters, signal }) {
    const request = { messages: [{ role: 'user', content: text } as const], maxTokens, modelKwargs: parameters }
    for await (const chunk of new AzureMLEndpointClient({ ...options(url), maxRetries: 0 }).stream(request, {
      signal,
    })) {
      if (chunk.text) yield chunk.text
    }
  },
}

const langChain: ChatClient = {
  name: 'LangChain',
  ask: async ({ url, text, maxTokens, parameters: modelKwargs, signal }) =>
    (
      await new AzureMLChatOnlineEndpoint({ ...options(url), maxRetries: 0 }).invoke(text, {
        maxTokens,
        modelKwargs,
        signal,
      })
    ).text,
  async *stream({ url, text, maxTokens, parameters: modelKwargs, signal }) {
    const model = new AzureMLChatOnlineEndpoint({ ...options(url), maxRetries: 0 })
    for await (const chunk of await model.stream(text, { maxTokens, modelKwargs, signal })) {
      if (chunk.text) yield chunk.text
    }
  },
}

const aiSdk: ChatClient = {
  name: 'the AI SDK',
  ask: async (call) => (await generateText(aiSdkCall(call))).text,
  async *stream(call) {
    const failures: unknown[] = []
    const { textStream } = streamText({ ...aiSdkCall(call), onError: ({ error }) => void failures.push(error) })
    yield* textStream
    if (failures.length > 0) throw failures[0]
  },
}

function aiSdkCall({ url, text, maxTokens, parameters = {}, signal }: Call) {
  const model = createAzureML(options(url))()
  const providerOptions = { azureML: { modelKwargs: parameters as Record<string, never> } }
  return { model, prompt: text, maxOutputTokens: maxTokens, providerOptions, abortSignal: signal, maxRetries: 0 }
}

/** Our chat clients. */
export const clients: readonly ChatClient[] = [core, langChain, aiSdk]
