import type { BaseChatModel } from '@langchain/core/language_models/chat_models'
import { AIMessage, type AIMessageChunk, type BaseMessage, HumanMessage } from '@langchain/core/messages'
import { concat } from '@langchain/core/utils/stream'
import { type Message, type Model, noteSchema } from './row.ts'

const tools = [{ type: 'function', function: { name: 'write_note', parameters: noteSchema } }]

/** Calls a LangChain model with `invoke` and `stream`; takes a tool call from the joined chunks, as in LangChain's guides. */
export function invokedModel(model: BaseChatModel): Model {
  const withTools = model.bindTools?.(tools) ?? model
  return {
    call: async (messages) => (await model.invoke(toLangChain(messages))).text,
    async stream(messages, onText) {
      for await (const chunk of await model.stream(toLangChain(messages))) if (chunk.text !== '') onText(chunk.text)
    },
    async callTool(messages) {
      let whole: AIMessageChunk | undefined
      for await (const chunk of await withTools.stream(toLangChain(messages))) {
        whole = whole === undefined ? (chunk as AIMessageChunk) : concat(whole, chunk as AIMessageChunk)
      }
      return whole?.tool_calls?.[0]?.args
    },
  }
}

/** Calls a LangChain model with `streamEvents`. */
export function eventsModel(model: BaseChatModel): Model {
  return {
    async stream(messages, onText) {
      for await (const text of model.streamEvents(toLangChain(messages)).text) onText(text)
    },
    async callTool(messages) {
      const [call] = await model.streamEvents(toLangChain(messages), { tools } as object).toolCalls
      return call?.args
    },
  }
}

const conversations = new WeakMap<readonly Message[], BaseMessage[]>()

/** Converts messages once, because a program that uses LangChain already has them in its classes. */
function toLangChain(messages: readonly Message[]): BaseMessage[] {
  const conversation =
    conversations.get(messages) ??
    messages.map(({ role, content }) => (role === 'user' ? new HumanMessage(content) : new AIMessage(content)))
  conversations.set(messages, conversation)
  return conversation
}
