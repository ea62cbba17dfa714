import createModelClient, { isUnexpected } from '@azure-rest/ai-inference'
import { AzureKeyCredential } from '@azure/core-auth'
import { createSseStream } from '@azure/core-sse'
import { apiKey, type Message, noteSchema, type Row } from './row.ts'

const tools = [{ type: 'function', function: { name: 'write_note', parameters: noteSchema } }]

/** `@azure-rest/ai-inference`, Azure's own client for these endpoints. */
export const azureAIInference: Row = {
  open(baseUrl) {
    const client = createModelClient(`${baseUrl}/v1`, new AzureKeyCredential(apiKey), { allowInsecureConnection: true })
    const ask = (messages: readonly Message[], options: object) =>
      client.path('/chat/completions').post({ body: { messages: [...messages], ...options } })
    const read = async (messages: readonly Message[], options: object, onDelta: (delta: Delta) => void) => {
      const response = await ask(messages, { stream: true, ...options }).asNodeStream()
      for await (const { data } of createSseStream(response.body as Parameters<typeof createSseStream>[0])) {
        if (data === '[DONE]') return
        const delta = (JSON.parse(data) as { choices: { delta: Delta }[] }).choices[0]?.delta
        if (delta !== undefined) onDelta(delta)
      }
    }
    return {
      async call(messages) {
        const response = await ask(messages, {})
        if (isUnexpected(response)) throw new Error(response.status)
        return response.body.choices[0]?.message.content ?? ''
      },
      stream: (messages, onText) => read(messages, {}, ({ content }) => void (content && onText(content))),
      async callTool(messages) {
        let json = ''
        await read(messages, { tools }, ({ tool_calls: calls }) => void (json += calls?.[0]?.function.arguments ?? ''))
        return JSON.parse(json)
      },
    }
  },
}

interface Delta {
  readonly content?: string
  readonly tool_calls?: readonly { readonly function: { readonly arguments: string } }[]
}
