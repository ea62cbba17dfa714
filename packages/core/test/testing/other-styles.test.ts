// The kit depends on no format: formatters in the style of other protocols pass too.
import { type ChatMessage, ConfigurationError, type ContentCodec, ContentFormatterBase } from '../../src/index.ts'
import { testContentFormatter } from '../../src/testing/index.ts'

function refuse(setting: string): never {
  throw new ConfigurationError(`${setting} cannot be sent.`, { setting })
}

function refuseAll(others: object): void {
  for (const [setting, value] of Object.entries(others)) if (value !== undefined) refuse(setting)
}

function textOf({ content }: ChatMessage): string {
  return typeof content === 'string' ? content : refuse('messages')
}

function defined(fields: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}

/** Nests parameters apart from modelKwargs, has content blocks, puts instructions outside the messages, and cannot stream. */
class NestedFormatter extends ContentFormatterBase {
  override readonly name = 'nested'
  override readonly codecs: { readonly serverless: ContentCodec } = {
    serverless: {
      formatRequest({ messages, temperature, topK, stop, modelKwargs, ...others }, context) {
        refuseAll(others)
        const instructions = messages
          .filter(({ role }) => role === 'system')
          .map((message) => ({ text: textOf(message) }))
        const contents = messages
          .filter(({ role }) => role !== 'system')
          .map((message) => {
            if (message.role === 'tool' || (message.role === 'assistant' && message.toolCalls)) refuse('messages')
            return { role: message.role === 'assistant' ? 'model' : 'user', parts: [{ text: textOf(message) }] }
          })
        const config = defined({ temperature, topK, stopSequences: typeof stop === 'string' ? [stop] : stop })
        return {
          ...context.modelKwargs,
          ...defined({ model: context.deploymentName }),
          contents,
          ...(instructions.length > 0 && { systemInstruction: { parts: instructions } }),
          ...(Object.keys(config).length > 0 && { generationConfig: config }),
          ...modelKwargs,
        }
      },
      parseResponse(body) {
        const { candidates, usageMetadata: usage } = body as {
          candidates: { content: { parts: { text: string }[] }; finishReason: string }[]
          usageMetadata?: { promptTokenCount: number; candidatesTokenCount: number }
        }
        const [{ content, finishReason }] = candidates as [(typeof candidates)[number]]
        const text = content.parts.map((part) => part.text).join('')
        if (content.parts.some((part) => typeof part.text !== 'string')) throw new Error('a part has no text')
        return {
          text,
          finishReason: finishReason === 'MAX_TOKENS' ? 'length' : 'stop',
          usage: usage && { inputTokens: usage.promptTokenCount, outputTokens: usage.candidatesTokenCount, raw: usage },
        }
      },
    },
  }
}

testContentFormatter(NestedFormatter, [
  {
    name: 'a question',
    apiType: 'serverless',
    request: { messages: [{ role: 'user', content: 'Hi' }], topK: 3 },
    body: { contents: [{ role: 'user', parts: [{ text: 'Hi' }] }], generationConfig: { topK: 3 } },
    response: {
      candidates: [{ content: { parts: [{ text: 'Hello.' }] }, finishReason: 'STOP' }],
      usageMetadata: { promptTokenCount: 1, candidatesTokenCount: 2 },
    },
    expected: { text: 'Hello.', finishReason: 'stop', usage: { inputTokens: 1, outputTokens: 2 } },
  },
])

interface NaiveEvent {
  readonly delta?: string
  readonly done?: boolean
}

/** Casts without checks, sends one question at a time, has one codec for both API types and unknown finish reasons. */
class NaiveFormatter extends ContentFormatterBase {
  override readonly name = 'naive'
  override readonly codecs: { readonly dedicated: ContentCodec; readonly serverless: ContentCodec }

  constructor() {
    super()
    const codec: ContentCodec = {
      formatRequest({ messages, modelKwargs, temperature, ...others }, context) {
        refuseAll(others)
        const [message, ...more] = messages
        if (message?.role !== 'user' || more.length > 0) refuse('messages')
        const named = defined({ temperature, model: context.deploymentName })
        return { ...context.modelKwargs, question: textOf(message as ChatMessage), ...named, ...modelKwargs }
      },
      parseResponse(body) {
        const answer = body as { readonly answer: string; readonly id: string; readonly tokens?: number }
        if (typeof answer.answer !== 'string') throw new Error('no answer')
        return { text: answer.answer.trim(), id: answer.id, usage: { outputTokens: answer.tokens, raw: answer.tokens } }
      },
      openStream: () => (event) => {
        const { delta, done } = (event ?? {}) as NaiveEvent
        return { text: delta, finishReason: done ? 'stop' : undefined }
      },
    }
    this.codecs = { dedicated: codec, serverless: codec }
  }
}

const naive = {
  name: 'a question',
  request: { messages: [{ role: 'user', content: 'Hi' }] },
  body: { question: 'Hi' },
  response: { answer: ' Hello there', id: 'a' },
  events: [{ delta: 'Hello' }, { delta: ' there' }, { done: true }],
  expected: { text: 'Hello there' },
} as const

testContentFormatter(new NaiveFormatter(), [
  { ...naive, apiType: 'dedicated' },
  { ...naive, apiType: 'serverless' },
])
