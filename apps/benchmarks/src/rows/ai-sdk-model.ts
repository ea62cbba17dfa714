import type { LanguageModelV4, LanguageModelV4CallOptions } from '@ai-sdk/provider'
import { generateText, jsonSchema, streamText, tool } from 'ai'
import { type Message, type Model, noteSchema } from './row.ts'

const inputSchema = { ...noteSchema, required: ['note'] }
const functionTool = { type: 'function' as const, name: 'write_note', inputSchema }
const tools = { write_note: tool({ inputSchema: jsonSchema(inputSchema) }) }

/** Calls an AI SDK language model with its own methods, as the `ai` package does. */
export function bareModel(model: LanguageModelV4): Model {
  return {
    async call(messages) {
      const { content } = await model.doGenerate({ prompt: promptOf(messages) })
      return content.map((part) => (part.type === 'text' ? part.text : '')).join('')
    },
    async stream(messages, onText) {
      const { stream } = await model.doStream({ prompt: promptOf(messages) })
      for await (const part of stream) if (part.type === 'text-delta') onText(part.delta)
    },
    async callTool(messages) {
      const { stream } = await model.doStream({ prompt: promptOf(messages), tools: [functionTool] })
      let input: unknown
      for await (const part of stream) if (part.type === 'tool-call') input = JSON.parse(part.input)
      return input
    },
  }
}

/** Calls an AI SDK language model through `generateText` and `streamText`. */
export function textModel(model: LanguageModelV4): Model {
  return {
    call: async (messages) => (await generateText({ model, messages: [...messages] })).text,
    async stream(messages, onText) {
      for await (const text of streamText({ model, messages: [...messages] }).textStream) onText(text)
    },
    async callTool(messages) {
      const [call] = await streamText({ model, messages: [...messages], tools }).toolCalls
      return call?.input
    },
  }
}

const prompts = new WeakMap<readonly Message[], LanguageModelV4CallOptions['prompt']>()

/** Converts messages once, because a program that calls the model's own methods already has them in its format. */
function promptOf(messages: readonly Message[]): LanguageModelV4CallOptions['prompt'] {
  const prompt =
    prompts.get(messages) ??
    messages.map(({ role, content }) => ({ role, content: [{ type: 'text' as const, text: content }] }))
  prompts.set(messages, prompt)
  return prompt
}
