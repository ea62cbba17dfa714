import type {
  AssistantMessage,
  ChatRequest,
  ContentPart,
  InlineMediaPart,
  LinkedMediaPart,
  ResponseFormat,
  Tool,
  ToolCall,
} from '../../packages/core/src/index.ts'

/** A request without and with a field, and why formats without that field may ignore it: what its documentation says. */
export type FieldCase = readonly [without: ChatRequest, withField: ChatRequest, ignored?: string]

const ask = (content: string | readonly ContentPart[]): ChatRequest => ({ messages: [{ role: 'user', content }] })
const asking = ask('Where to?')
const parameters = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] } as const
const tool: Tool = { name: 'find_train', description: 'Finds a train.', parameters }
const other: Tool = { ...tool, name: 'find_bus' }
const withTool = (changed: Partial<Tool> = {}): ChatRequest => ({ ...asking, tools: [{ ...tool, ...changed }, other] })
const withOption = (option: Partial<ChatRequest>): FieldCase => [asking, { ...asking, ...option }]

type JSONFormat = Extract<ResponseFormat, { readonly type: 'json' }>
const withFormat = (changed: Partial<JSONFormat> = {}): ChatRequest => ({
  ...asking,
  responseFormat: { type: 'json', schema: parameters, ...changed },
})

const pdf = { type: 'file', data: 'JVBERi0xLjcK', mediaType: 'application/pdf' } as const
const image = { type: 'image', data: 'iVBORw0KGgo=', mediaType: 'image/png' } as const
const link = { type: 'image', url: 'https://example.org/map' } as const
const withPart = (part: ContentPart): ChatRequest => ask([{ type: 'text', text: 'Where to?' }, part])

const call: ToolCall = { id: 'call00001', name: tool.name, arguments: '{"city":"Ulm"}' }
const withAnswer = (answer: Partial<AssistantMessage>, result = 'At noon.'): ChatRequest => ({
  tools: [tool],
  messages: [
    ...asking.messages,
    { role: 'assistant', content: '', toolCalls: [call], ...answer },
    { role: 'tool', content: result, toolCallId: call.id },
  ],
})

const ofRequest: Record<Exclude<keyof ChatRequest, 'messages'>, FieldCase> = {
  tools: [asking, withTool()],
  toolChoice: [withTool(), { ...withTool(), toolChoice: { name: 'find_bus' } }],
  responseFormat: [asking, withFormat()],
  temperature: withOption({ temperature: 0.3 }),
  topP: withOption({ topP: 0.3 }),
  topK: withOption({ topK: 3 }),
  maxTokens: [
    { ...asking, maxTokens: 64 },
    { ...asking, maxTokens: 65 },
  ],
  stop: withOption({ stop: ['x'] }),
  seed: withOption({ seed: 3 }),
  presencePenalty: withOption({ presencePenalty: 0.3 }),
  frequencyPenalty: withOption({ frequencyPenalty: 0.3 }),
  reasoningEffort: withOption({ reasoningEffort: 'low' }),
  parallelToolCalls: [withTool(), { ...withTool(), parallelToolCalls: false }],
  logprobs: withOption({ logprobs: true }),
  topLogprobs: [
    { ...asking, logprobs: true },
    { ...asking, logprobs: true, topLogprobs: 3 },
  ],
  logitBias: withOption({ logitBias: { '7': 3 } }),
  user: withOption({ user: 'someone' }),
  modelKwargs: withOption({ modelKwargs: { made_up: 3 } }),
}

const ofTool: Record<keyof Tool, FieldCase> = {
  name: [withTool(), withTool({ name: 'find_ferry' })],
  description: [withTool(), withTool({ description: 'Finds another.' })],
  parameters: [withTool(), withTool({ parameters: { ...parameters, $defs: { city: { type: 'string' } } } })],
  strict: [withTool(), withTool({ strict: true })],
}

const ofFormat: Record<Exclude<keyof JSONFormat, 'type'>, FieldCase> = {
  schema: [withFormat(), withFormat({ schema: { ...parameters, required: [] } })],
  name: [withFormat(), withFormat({ name: 'trip' }), 'Sent with a schema, where the format has a name for it.'],
  description: [withFormat(), withFormat({ description: 'A trip.' })],
  strict: [withFormat(), withFormat({ strict: true }), 'Cohere and Claude always enforce a schema.'],
}

const ofPart: Record<Exclude<keyof (LinkedMediaPart & InlineMediaPart), 'type'> | 'filename of an image', FieldCase> = {
  url: [withPart(link), withPart({ ...link, url: 'https://example.org/plan' })],
  data: [withPart(pdf), withPart({ ...pdf, data: 'JVBERi0xLjQK' })],
  mediaType: [withPart(image), withPart({ ...image, mediaType: 'image/webp' })],
  filename: [withPart(pdf), withPart({ ...pdf, filename: 'plan.pdf' })],
  'filename of an image': [withPart(image), withPart({ ...image, filename: 'a.png' }), 'Only files have a name.'],
  detail: [withPart(image), withPart({ ...image, detail: 'low' })],
}

const ofMessage: Record<string, FieldCase> = {
  'system content': [asking, { messages: [{ role: 'system', content: 'Be brief.' }, ...asking.messages] }],
  'assistant content': [withAnswer({}), withAnswer({ content: 'Let me see.' })],
  'assistant reasoning': [withAnswer({}), withAnswer({ reasoning: 'Ulm?' }), 'Sent as `sendReasoning` says.'],
  'toolCalls.name': [withAnswer({}), withAnswer({ toolCalls: [{ ...call, name: 'find_bus' }] })],
  'toolCalls.arguments': [withAnswer({}), withAnswer({ toolCalls: [{ ...call, arguments: '{"city":"Rom"}' }] })],
  'tool content': [withAnswer({}), withAnswer({}, 'At one.')],
}

/** The fields of a request, by the part of it that has them. */
export const fieldCases = Object.entries<Readonly<Record<string, FieldCase>>>({
  request: ofRequest,
  tools: ofTool,
  responseFormat: ofFormat,
  part: ofPart,
  message: ofMessage,
})
