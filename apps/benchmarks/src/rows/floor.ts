import { createParser } from 'eventsource-parser'
import { apiKey, type Message, type Row } from './row.ts'

/** The floor: only what every client over `fetch` must do. */
export const floor: Row = {
  open(baseUrl) {
    const url = `${baseUrl}/v1/chat/completions`
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${apiKey}` }
    const ask = (messages: readonly Message[], stream: boolean) =>
      fetch(url, { method: 'POST', headers, body: JSON.stringify({ messages, stream }) })
    const read = async (messages: readonly Message[], onDelta: (delta: Delta) => void): Promise<void> => {
      const reader = (await ask(messages, true)).body!.getReader()
      const decoder = new TextDecoder()
      const parser = createParser({
        onEvent({ data }) {
          if (data === '[DONE]') return
          const delta = (JSON.parse(data) as Chunk).choices[0]?.delta
          if (delta !== undefined) onDelta(delta)
        },
      })
      for (let part = await reader.read(); !part.done; part = await reader.read()) {
        parser.feed(decoder.decode(part.value, { stream: true }))
      }
    }
    return {
      call: async (messages) => ((await (await ask(messages, false)).json()) as Completion).choices[0]!.message.content,
      stream: (messages, onText) => read(messages, ({ content }) => content && onText(content)),
      async callTool(messages) {
        let json = ''
        await read(messages, ({ tool_calls: calls }) => void (json += calls?.[0]?.function.arguments ?? ''))
        return JSON.parse(json)
      },
    }
  },
}

interface Delta {
  readonly content?: string
  readonly tool_calls?: readonly { readonly function: { readonly arguments: string } }[]
}

interface Chunk {
  readonly choices: readonly { readonly delta: Delta }[]
}

interface Completion {
  readonly choices: readonly { readonly message: { readonly content: string } }[]
}
