import {
  type AzureMLEndpointApiType,
  type ChatMessage,
  type ChatRequest,
  type ChatStreamReader,
  ConfigurationError,
  type ContentCodec,
  type ContentPart,
  ContentFormatterBase,
  type FinishReason,
  type ParsedChatResponse,
  type RequestContext,
  type Usage,
} from '../../src/index.ts'
import type { RecordedExchange } from '../../src/testing/index.ts'

export type Body = Record<string, unknown>

/** A correct formatter with a format of its own. Broken formatters override parts of it. */
export class SoundFormatter extends ContentFormatterBase {
  override readonly name: string = 'sound'
  override readonly codecs: Readonly<Partial<Record<AzureMLEndpointApiType, ContentCodec>>>

  constructor(change: (sound: Required<ContentCodec>) => Partial<ContentCodec> = () => ({})) {
    super()
    const sound = { formatRequest, parseResponse, openStream }
    this.codecs = { serverless: { ...sound, ...change(sound) } }
  }
}

function formatRequest(request: ChatRequest, context: RequestContext): Body {
  return {
    ...context.modelKwargs,
    ...(context.deploymentName !== undefined && { model: context.deploymentName }),
    said: request.messages.map(wireMessage),
    ...(context.stream && { stream: true }),
    ...named(request),
    ...request.modelKwargs,
  }
}

function wireMessage(message: ChatMessage): Body {
  if (message.role === 'tool') return { role: 'tool', content: message.content, of: message.toolCallId }
  if (message.role === 'assistant') {
    return { role: 'assistant', content: message.content, ...(message.toolCalls && { calls: message.toolCalls }) }
  }
  if (typeof message.content === 'string') return { role: message.role, content: message.content }
  return { role: message.role, content: message.content.map(wirePart) }
}

function wirePart(part: ContentPart): unknown {
  if (part.type === 'text') return part.text
  const { type, url, data, detail } = part
  const base64 = data instanceof Uint8Array ? Buffer.from(data).toString('base64') : data
  return { type, ...(detail !== undefined && { detail }), ...(url === undefined ? { base64 } : { url: String(url) }) }
}

export function named(request: ChatRequest): Body {
  if (request.topK !== undefined) throw new ConfigurationError('topK has no place.', { setting: 'topK' })
  const { tools, toolChoice, responseFormat } = request
  return Object.fromEntries(
    Object.entries({
      temperature: request.temperature,
      top_p: request.topP,
      max_tokens: request.maxTokens,
      seed: request.seed,
      presence_penalty: request.presencePenalty,
      frequency_penalty: request.frequencyPenalty,
      stop: request.stop,
      effort: request.reasoningEffort,
      one_call: request.parallelToolCalls,
      probabilities: request.logprobs,
      alternatives: request.topLogprobs,
      bias: request.logitBias,
      who: request.user,
      tools,
      tool_choice: toolChoice,
      json: responseFormat?.type === 'json' ? (responseFormat.schema ?? true) : undefined,
    }).filter(([, value]) => value !== undefined),
  )
}

/** The names of the numeric parameters on the wire, and the values that the kit gives them. */
export const wireNames = {
  temperature: ['temperature', 0.3719],
  topP: ['top_p', 0.8317],
  maxTokens: ['max_tokens', 1357],
  seed: ['seed', 24_681_357],
  presencePenalty: ['presence_penalty', 0.4139],
  frequencyPenalty: ['frequency_penalty', 0.4391],
} as const

/** The numeric parameters of the sound formatter. */
export const numberSettings = Object.keys(wireNames) as (keyof typeof wireNames)[]

interface Answer {
  readonly says?: unknown
  readonly thinks?: string
  readonly calls?: readonly { readonly id?: string; readonly name?: string; readonly arguments?: string }[]
  readonly ended?: string
  readonly spent?: { readonly in: number; readonly out: number }
}

function parseResponse(body: unknown): ParsedChatResponse {
  const { says, thinks, calls, ended, spent } = (body ?? {}) as Answer
  if (typeof says !== 'string') throw new Error('the answer says nothing')
  if (calls !== undefined && !Array.isArray(calls)) throw new Error('the calls are no list')
  return {
    text: says,
    reasoning: typeof thinks === 'string' ? thinks : undefined,
    toolCalls: calls?.map(wholeCall),
    finishReason: reasonOf(ended),
    usage: usageOf(spent),
  }
}

function wholeCall(call: NonNullable<Answer['calls']>[number] | null) {
  if (typeof call?.name !== 'string' || typeof call.arguments !== 'string') throw new Error('a call is not whole')
  return { id: call.id, name: call.name, arguments: call.arguments }
}

function reasonOf(word: unknown): FinishReason | undefined {
  if (word === undefined || word === null) return undefined
  return word === 'done' ? 'stop' : word === 'cut' ? 'length' : 'other'
}

function usageOf(spent: Answer['spent'] | null): Usage | undefined {
  if (typeof spent !== 'object' || spent === null) return undefined
  return { inputTokens: spent.in, outputTokens: spent.out, raw: spent }
}

/** A reader with state: the index of the current tool call, and a character held back. */
function openStream(): ChatStreamReader {
  let call = -1
  let held = ''
  return (event) => {
    if (event === undefined) return held === '' ? undefined : { text: held }
    if (typeof event !== 'object' || event === null) throw new Error('an event is no object')
    const { says, calls, ended, spent } = event as Answer
    const text = held + (typeof says === 'string' ? says : '')
    held = text.slice(-1)
    if (!Array.isArray(calls ?? [])) throw new Error('the calls are no list')
    const pieces = calls?.map((piece) => {
      if (typeof piece?.arguments !== 'string') throw new Error('a piece of a call has no arguments')
      if (typeof piece.name !== 'string') return { index: call, arguments: piece.arguments }
      call += 1
      return { index: call, id: piece.id, name: piece.name, arguments: piece.arguments }
    })
    return { text: text.slice(0, -1), toolCalls: pieces, finishReason: reasonOf(ended), usage: usageOf(spent) }
  }
}

const calls = [
  { id: 'c-1', name: 'find_train', arguments: '{"from":"Porto","to":"Faro"}' },
  { id: 'c-2', name: 'find_hotel', arguments: '{"in":"Faro"}' },
]

export const exchanges: readonly RecordedExchange[] = [
  {
    name: 'a question',
    apiType: 'serverless',
    request: { messages: [{ role: 'user', content: 'Where to?' }], temperature: 0.5, maxTokens: 9 },
    body: { said: [{ role: 'user', content: 'Where to?' }], temperature: 0.5, max_tokens: 9 },
    response: { says: 'To the south, then.', ended: 'done', spent: { in: 3, out: 5 } },
    events: [{ says: 'To the ' }, { says: 'south, ' }, { says: 'then.' }, { ended: 'done', spent: { in: 3, out: 5 } }],
    expected: {
      text: 'To the south, then.',
      finishReason: 'stop',
      usage: { inputTokens: 3, outputTokens: 5 },
    },
  },
  {
    name: 'calls of tools',
    apiType: 'serverless',
    response: { says: '', calls, ended: 'done' },
    events: [
      { calls: [{ id: 'c-1', name: 'find_train', arguments: '{"from":' }] },
      { calls: [{ arguments: '"Porto","to":"Faro"}' }] },
      { calls: [{ id: 'c-2', name: 'find_hotel', arguments: '' }] },
      { calls: [{ arguments: '{"in":' }, { arguments: '"Faro"}' }] },
      { ended: 'done' },
    ],
    expected: { text: '', toolCalls: calls, finishReason: 'tool-calls' },
  },
  {
    name: 'reasoning before an answer that is cut',
    apiType: 'serverless',
    response: { says: 'Well', thinks: 'A hard one.', ended: 'cut' },
    expected: { text: 'Well', reasoning: 'A hard one.', finishReason: 'length' },
  },
]
