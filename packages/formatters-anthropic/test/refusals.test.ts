import type { ChatMessage, ChatRequest, ContentPart, RequestContext } from '@azureml-endpoints/core'
import { describe, expect, it } from 'vitest'
import type { AnthropicFormatterOptions } from '../src/index.ts'
import { refusalOf } from '../../formatters-openai/test/conversation.ts'
import { bodyOf } from './body-of.ts'

type Refusal = readonly [
  setting: string,
  request: Partial<ChatRequest>,
  problem: string,
  options?: AnthropicFormatterOptions,
  context?: Partial<RequestContext>,
]

const hi = { role: 'user', content: 'Hi' } as const
const tools = ['f', 'g'].map((name) => ({ name, parameters: {} }))
const withThinking = (thinking: object): Partial<ChatRequest> => ({
  modelKwargs: { thinking: { type: 'enabled', ...thinking } },
})
const enabled = withThinking({ budget_tokens: 2000 })
const thinkers = [
  { type: 'enabled', request: enabled, off: 'leave out `thinking`' },
  { type: 'adaptive', request: { reasoningEffort: 'low' }, off: 'leave out `reasoningEffort`' },
  { type: 'adaptive', request: withThinking({ type: 'adaptive' }), off: 'leave out `reasoningEffort`' },
] as const
const excluded = [
  ['toolChoice', 'required', "Use 'auto'"],
  ['toolChoice', { name: 'f' }, "Use 'auto'"],
  ['temperature', 0, 'Leave it out'],
  ['temperature', 0.5, 'Leave it out'],
  ['topP', 0, 'Pass at least 0.95, leave it out'],
  ['topP', 0.9, 'Pass at least 0.95, leave it out'],
  ['topK', 5, 'Leave it out'],
] as const
const withTool = (tool: object): Partial<ChatRequest> => ({
  tools: [
    { name: 'f', parameters: {} },
    { name: 'g', parameters: {}, ...tool },
  ],
})
const addTool = "Add the tool to `tools`, or use 'auto'."
const conversation =
  'would replace the conversation. Pass the messages, system messages included, as `messages` of the request.'
const answering = (...messages: ChatMessage[]): Partial<ChatRequest> => ({ messages: [hi, ...messages] })
const budget = (shown: string): string =>
  `is ${shown}, but with the type "enabled" it must be a whole number of at least 1024.`
const file = { type: 'file', data: btoa('%PDF-1.7') } as const
const schema = { type: 'object', properties: { a: { type: 'object', additionalProperties: true } } }
const openKeys =
  "has an object with keys of any name, but Claude's structured outputs need the name of each. List them, use an array " +
  "of pairs, or create the formatter with `jsonSchema: 'prompt'`."

const refusals: readonly Refusal[] = [
  ...Object.entries({
    seed: 1,
    presencePenalty: 0,
    frequencyPenalty: 0,
    logprobs: false,
    topLogprobs: 0,
    logitBias: {},
  }).map(([name, value]): Refusal => [
    name,
    { [name]: value },
    'is not supported by the Messages API of Claude. Leave it out.',
  ]),
  ...['temperature', 'topP', 'topK', 'maxTokens'].flatMap((name) =>
    [Number.NaN, Infinity, -Infinity].map((value): Refusal => [
      name,
      { [name]: value },
      `is ${value}, which JSON cannot represent. Pass a finite number.`,
    ]),
  ),
  ...['temperature', 'topP'].flatMap((name) =>
    [-0.1, 1.1].map((value): Refusal => [
      name,
      { [name]: value },
      `is ${value}, but Claude takes numbers from 0 to 1. Pass one of them.`,
    ]),
  ),
  ...[-1, 1.5].map((maxTokens): Refusal => [
    'maxTokens',
    { maxTokens },
    `is ${maxTokens}, but the Messages API takes whole numbers. Pass one, such as 4096.`,
  ]),
  ...[{}, { modelKwargs: { max_tokens: null } }].map((rest): Refusal => [
    'maxTokens',
    { maxTokens: undefined, ...rest },
    'is missing, but the Messages API of Claude requires it. Pass `maxTokens` with the request, or create the ' +
      'formatter with a default: `{ defaultMaxTokens: 4096 }`.',
  ]),
  ...thinkers.flatMap(({ type, request, off }) =>
    excluded.map(([setting, value, remedy]): Refusal => [
      setting,
      { tools, [setting]: value, ...request },
      `cannot be combined with \`thinking\` of the type "${type}". ${remedy}, or ${off}.`,
    ]),
  ),
  ...[0, 1023, 2000.5, '2000', null].map((budget_tokens): Refusal => [
    'modelKwargs.thinking.budget_tokens',
    withThinking({ budget_tokens }),
    budget(JSON.stringify(budget_tokens)),
  ]),
  ['modelKwargs.thinking.budget_tokens', withThinking({}), budget('undefined')],
  ...(
    [
      ['stop', ' '],
      ['stop[0]', ['\n', 'END']],
      ['stop[1]', ['END', '']],
    ] as const
  ).map(([setting, stop]): Refusal => [
    setting,
    { stop },
    'is blank, but Claude requires stop sequences that are not only white space. Leave it out.',
  ]),
  ...['a.b', '', 'größe', 'a b', 'x'.repeat(129)].map((name): Refusal => [
    'tools[1].name',
    withTool({ name }),
    `is ${JSON.stringify(name)}, but Claude requires 1 to 128 letters, digits, "_" and "-". Rename the tool.`,
  ]),
  [
    'tools[1].name',
    withTool({ name: 'f' }),
    'is "f", like that of an earlier tool, but each tool needs its own name. Rename it.',
  ],
  [
    'tools[1].parameters.type',
    withTool({ parameters: { type: 'array' } }),
    'is "array", but the input of a tool is an object. Put the value into a property.',
  ],
  ...['anyOf', 'oneOf', 'allOf'].map((choice): Refusal => [
    `tools[1].parameters.${choice}`,
    withTool({ parameters: { [choice]: [] } }),
    'is at the top of the schema, where Claude does not allow it. Put it into a property.',
  ]),
  ['tools[1].parameters.a', withTool({ strict: true, parameters: schema }), openKeys],
  ['responseFormat.schema.a', { responseFormat: { type: 'json', schema } }, openKeys],
  [
    'responseFormat.strict',
    { responseFormat: { type: 'json', schema, strict: true } },
    "is true, but with `jsonSchema: 'prompt'` the server does not enforce the schema. Leave one of them out.",
    { jsonSchema: 'prompt' },
  ],
  ...[{}, { jsonSchema: 'prompt' } as const].map((options): Refusal => [
    'responseFormat.strict',
    { responseFormat: { type: 'json', strict: true } },
    'is true, but there is no schema to enforce. Pass a schema, or leave it out.',
    options,
  ]),
  [
    'responseFormat',
    { messages: [{ role: 'user', content: [file] }, hi], responseFormat: { type: 'json', schema: {} } },
    'has a schema, but answers that follow one cannot cite documents. Create the formatter with ' +
      "`jsonSchema: 'prompt'`, or without `citations`.",
    { citations: true },
  ],
  ['messages', { messages: [] }, 'is empty. Pass at least one user message.'],
  [
    'messages',
    { messages: [{ role: 'system', content: 'Brief.' }] },
    'has only a system message. Pass at least one user message.',
  ],
  ['messages', { messages: [{ role: 'assistant', content: '' }] }, 'is empty. Pass at least one user message.'],
  [
    'messages[0].content',
    { messages: [{ role: 'user', content: [] }] },
    'is an empty array. Pass a string, or at least one part.',
  ],
  ...[' \n', [{ type: 'text', text: ' ' } as const]].map((content): Refusal => [
    'messages[2].content',
    answering({ role: 'assistant', content: 'Yes?' }, { role: 'user', content }),
    'is blank, but Claude requires a text that is not. Say something there.',
  ]),
  ['modelKwargs.messages', { modelKwargs: { messages: [] } }, conversation],
  ['modelKwargs.system', {}, conversation, {}, { modelKwargs: { system: 'No.' } }],
  [
    'modelKwargs.stream',
    { modelKwargs: { stream: true } },
    'is true, but the call is chat(). Remove it, or call stream(): the method determines whether the response is streamed.',
  ],
]

describe('a request is refused', () => {
  it.each(refusals.map((refusal) => ({ name: JSON.stringify(refusal.slice(0, 2)), refusal })))(
    '$name',
    ({ refusal }) => {
      const [setting, request, problem, options, context] = refusal
      expect(refusalOf(() => bodyOf(request, options, context))).toEqual({ setting, message: `${setting} ${problem}` })
    },
  )

  it.each<[setting: string, request: Partial<ChatRequest>, message: string]>([
    ...(['required', { name: 'f' }] as const).map((toolChoice): [string, Partial<ChatRequest>, string] => [
      'toolChoice',
      { toolChoice },
      `toolChoice ${JSON.stringify(toolChoice)} requires a tool call, but the request has no tools. ${addTool}`,
    ]),
    [
      'toolChoice',
      { tools, toolChoice: { name: 'h' } },
      `toolChoice names "h", which is not among the tools: "f", "g". ${addTool}`,
    ],
    [
      'messages[2].role',
      answering({ role: 'assistant', content: 'b' }, { role: 'system', content: 'c' }),
      'messages[2] is a system message after other messages, but Claude takes instructions only at the start of the ' +
        'conversation. Put all instructions there.',
    ],
    [
      'messages[1]',
      answering({ role: 'developer' as 'user', content: 'b' }),
      'messages[1] has the role "developer". Use system, user, assistant or tool.',
    ],
    [
      'messages[1].toolCallId',
      answering({ role: 'tool', toolCallId: 'gone', content: 'x' }),
      'messages[1].toolCallId is "gone", but no earlier assistant message has a tool call with this id. ' +
        'Keep the assistant message with the call in the conversation.',
    ],
  ])('by the words of its own for %s: %j', (setting, request, message) => {
    expect(refusalOf(() => bodyOf(request))).toEqual({ setting, message })
  })
})

describe('a part is refused', () => {
  const png = btoa('\x89PNG\r\n')
  const noType = 'has no complete media type, and its first bytes match none. Pass mediaType.'
  const unread = (type: string): string => `has the media type "${type}", which Claude does not read.`
  const image = 'Send PNG, JPEG, GIF or WebP.'
  const document = 'Send a PDF, a text or an image.'

  it.each<[part: object, problem: string, at?: string]>([
    ...['audio', 'video'].map((type): [object, string] => [
      { type, data: 'AAAA' },
      `is of type ${type}, but Claude reads only text, images and documents. Leave it out.`,
    ]),
    [{ type: 'image', data: png, detail: 'low' }, 'is "low", which Claude does not have. Leave it out.', '.detail'],
    ...[undefined, 'image/*', 'png', 'application/octet-stream', ''].flatMap((mediaType): [object, string][] => [
      [{ type: 'image', data: 'AAAA', mediaType }, `${noType} ${image}`],
      [{ type: 'file', data: 'AAAA', mediaType }, `${noType} ${document}`],
    ]),
    ...['RIFF\x01\x01\x01\x01WAVE', 'JUNK\x01\x01\x01\x01WEBP'].map((bytes): [object, string] => [
      { type: 'image', data: btoa(bytes) },
      `${noType} ${image}`,
    ]),
    [{ type: 'image', data: btoa('%PDF-1.7') }, `${unread('application/pdf')} ${image}`],
    [{ type: 'image', data: 'AAAA', mediaType: 'Image/BMP; x=y' }, `${unread('image/bmp')} ${image}`],
    [{ type: 'file', data: 'AAAA', mediaType: 'application/zip' }, `${unread('application/zip')} ${document}`],
    [{ type: 'file', data: 'no base64!', mediaType: 'text/plain' }, `${unread('text/plain')} ${document}`],
    ...['image', 'file'].flatMap((type): [object, string][] => [
      [{ type }, `is of type ${type} and has neither url nor data. Pass one of them.`],
      [{ type, url: null, data: null }, `is of type ${type} and has neither url nor data. Pass one of them.`],
      [{ type, url: 'https://a.test/', data: png }, `is of type ${type} and has both url and data. Pass one of them.`],
    ]),
    ...['data:image/png,x', 'data:image/png;base64', 'data:', 'Data:;charset=x,y'].flatMap((url): [object, string][] =>
      ['url', 'data'].map((name) => [
        { type: 'image', [name]: url },
        'has a data: URL that is not base64. Encode the data as base64.',
      ]),
    ),
  ])('%j', (part, problem, at = '') => {
    const content = [{ type: 'text', text: 'See' } as const, part as ContentPart]
    const setting = `messages[1].content[1]${at}`
    const refusal = refusalOf(() => bodyOf({ messages: [hi, { role: 'user', content }] }))
    expect(refusal).toEqual({ setting, message: `${setting} ${problem}` })
  })
})
