// A whole formatter, for an imaginary model: what it cannot send is an error, and it streams.

import { type ChatMessage, ConfigurationError, type ContentCodec, ContentFormatterBase } from '@azureml-endpoints/core'

/** Formats requests for models that take `{"chat":[{"by","text"}],"options"}` and return `{"reply"}`, whole or in pieces. */
export class ReplyContentFormatter extends ContentFormatterBase {
  override readonly name: string = 'reply'
  override readonly codecs: { readonly dedicated: ContentCodec } = {
    dedicated: {
      formatRequest({ messages, temperature, maxTokens, modelKwargs, ...others }, context) {
        const [setting] = Object.entries(others).find(([, value]) => value !== undefined) ?? []
        if (setting !== undefined) throw new ConfigurationError(`Reply does not support ${setting}.`, { setting })
        const named = {
          ...(temperature !== undefined && { temperature }),
          ...(maxTokens !== undefined && { max_length: maxTokens }),
        }
        const options = { ...context.modelKwargs, ...named, ...modelKwargs }
        return { chat: messages.map(toTurn), options, ...(context.stream && { stream: true }) }
      },
      parseResponse: (body) => ({ text: replyIn(body) }),
      openStream: () => (event) => (event === undefined ? { finishReason: 'stop' } : { text: replyIn(event) }),
    },
  }
}

function toTurn(message: ChatMessage, index: number): unknown {
  const { role, content } = message
  const callsTools = role === 'tool' || (role === 'assistant' && message.toolCalls !== undefined)
  if (typeof content === 'string' && !callsTools) return { by: role, text: content }
  throw new ConfigurationError(`messages[${index}] is not plain text. Send text only.`, {
    setting: `messages[${index}]`,
  })
}

function replyIn(body: unknown): string {
  const { reply } = body as { readonly reply?: unknown }
  if (typeof reply !== 'string') throw new Error('it has no reply')
  return reply
}
