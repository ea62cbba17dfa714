import OpenAI from 'openai'
import { apiKey, type Message, noteSchema, type Row } from './row.ts'

const model = 'llama'
const tools = [{ type: 'function' as const, function: { name: 'write_note', parameters: noteSchema } }]

/** The `openai` package. */
export const openai: Row = {
  open(baseUrl) {
    const { chat } = new OpenAI({ baseURL: `${baseUrl}/v1`, apiKey })
    return {
      async call(messages) {
        return (await chat.completions.create({ model, messages: [...messages] })).choices[0]?.message.content ?? ''
      },
      async stream(messages, onText) {
        for await (const { choices } of await chat.completions.create({
          model,
          messages: [...messages],
          stream: true,
        })) {
          const content = choices[0]?.delta.content
          if (content) onText(content)
        }
      },
      async callTool(messages: readonly Message[]) {
        const answer = await chat.completions.stream({ model, messages: [...messages], tools }).finalChatCompletion()
        const call = answer.choices[0]?.message.tool_calls?.[0]
        return JSON.parse(call?.type === 'function' ? call.function.arguments : '')
      },
    }
  },
}
