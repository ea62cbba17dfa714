import { createParser } from 'eventsource-parser'
import { apiKey, type Message, type Row } from './row.ts'
import { formatOf, formats, type StreamEvent } from './stream-formats.ts'

/** The floor: only what every client over `fetch` must do. */
export const floor: Row = {
  open(baseUrl) {
    const { path, textOf } = formats[formatOf(baseUrl)]
    const url = `${baseUrl}${path}`
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${apiKey}` }
    const ask = (messages: readonly Message[], stream: boolean) =>
      fetch(url, { method: 'POST', headers, body: JSON.stringify({ messages, stream }) })
    const read = async (messages: readonly Message[], onEvent: (event: StreamEvent) => void): Promise<void> => {
      const reader = (await ask(messages, true)).body!.getReader()
      const decoder = new TextDecoder()
      const parser = createParser({
        onEvent({ data }) {
          if (data === '[DONE]') return
          onEvent(JSON.parse(data) as StreamEvent)
        },
      })
      for (let part = await reader.read(); !part.done; part = await reader.read()) {
        parser.feed(decoder.decode(part.value, { stream: true }))
      }
    }
    return {
      call: async (messages) => ((await (await ask(messages, false)).json()) as Completion).choices[0]!.message.content,
      stream: (messages, onText) =>
        read(messages, (event) => {
          const text = textOf(event)
          if (text) onText(text)
        }),
      async callTool(messages) {
        let json = ''
        await read(
          messages,
          ({ choices }) => void (json += choices?.[0]?.delta.tool_calls?.[0]?.function.arguments ?? ''),
        )
        return JSON.parse(json)
      },
    }
  },
}

interface Completion {
  readonly choices: readonly { readonly message: { readonly content: string } }[]
}
