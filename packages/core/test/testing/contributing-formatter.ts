import { type ChatMessage, ConfigurationError, type ContentCodec, ContentFormatterBase } from '@azureml-endpoints/core'

/** Formats requests for models that take `{"chat":[{"by","text"}],"options"}` and return `{"reply"}`. */
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
        return { chat: messages.map(toTurn), options: { ...context.modelKwargs, ...named, ...modelKwargs } }
      },
      parseResponse(body) {
        const { reply } = body as { readonly reply?: unknown }
        if (typeof reply !== 'string') throw new Error('the response has no reply')
        return { text: reply }
      },
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
