import type { ChatMessage, ChatRequest, ContentFormatterBase, ContentPart } from '@azureml-endpoints/core'
import { describe, expect, it } from 'vitest'
import {
  CustomOpenAIChatContentFormatter,
  MistralChatContentFormatter,
  OpenAIResponsesContentFormatter,
} from '../src/index.ts'
import { contextOf, refusalOf } from './conversation.ts'

type Refusal = readonly [setting: string, request: Partial<ChatRequest>, message: string]

const hi = { role: 'user', content: 'Hi' } as const
const tools = ['f', 'g'].map((name) => ({ name, parameters: {} }))
const add = "Add the tool to `tools`, or use 'auto'."
const withPart = (part: object): Partial<ChatRequest> => ({
  messages: [hi, { role: 'user', content: [{ type: 'text', text: 'See' }, part as ContentPart] }],
})
const at = 'messages[1].content[1]'
const untyped = (example: string): string =>
  `${at} has no complete media type, and its first bytes match none. Pass mediaType, such as '${example}'.`
const chatRoute = 'the URL that ends in /chat/completions with `CustomOpenAIChatContentFormatter`.'

const shared: readonly Refusal[] = [
  ['messages', { messages: [] }, 'messages is empty. Pass at least one user message.'],
  [
    'messages[1]',
    { messages: [hi, { role: 'developer', content: 'x' } as unknown as ChatMessage] },
    'messages[1] has the role "developer". Use system, user, assistant or tool.',
  ],
  [
    'messages[1].content',
    { messages: [hi, { role: 'user', content: [] }] },
    'messages[1].content is an empty array. Pass a string, or at least one part.',
  ],
  [at, withPart({ type: 'hologram' }), `${at} has the type "hologram". Use text, image, audio, video or file.`],
  ...(['temperature', 'topP', 'maxTokens', 'topLogprobs'] as const).flatMap((name) =>
    [Number.NaN, Infinity].map((value): Refusal => [
      name,
      { [name]: value },
      `${name} is ${value}, which JSON cannot represent. Pass a finite number.`,
    ]),
  ),
  ...(['required', { name: 'f' }] as const).map((toolChoice): Refusal => [
    'toolChoice',
    { toolChoice },
    `toolChoice ${JSON.stringify(toolChoice)} requires a tool call, but the request has no tools. ${add}`,
  ]),
  [
    'toolChoice',
    { tools, toolChoice: { name: 'h' } },
    `toolChoice names "h", which is not among the tools: "f", "g". ${add}`,
  ],
  ...(['image', 'file'] as const).flatMap((type): Refusal[] => [
    [at, withPart({ type }), `${at} is of type ${type} and has neither url nor data. Pass one of them.`],
    [
      at,
      withPart({ type, url: 'https://x.test/', data: 'AAAA' }),
      `${at} is of type ${type} and has both url and data. Pass one of them.`,
    ],
    [
      at,
      withPart({ type, data: 'data:image/png,x' }),
      `${at} has a data: URL that is not base64. Encode the data as base64.`,
    ],
    [at, withPart({ type, data: 'AAAA', mediaType: 'image/*' }), untyped('image/png')],
  ]),
]

const ofChat: readonly Refusal[] = [
  ...(['topK', 'seed', 'presencePenalty', 'frequencyPenalty'] as const).map((name): Refusal => [
    name,
    { [name]: Number.NaN },
    `${name} is NaN, which JSON cannot represent. Pass a finite number.`,
  ]),
  [at, withPart({ type: 'video', data: 'AAAA' }), untyped('video/mp4')],
  [at, withPart({ type: 'audio', data: 'AAAA' }), untyped('audio/mpeg')],
  [
    at,
    withPart({ type: 'file', url: 'https://x.test/a.pdf' }),
    `${at} is a file at "https://x.test/a.pdf", but a file must be sent in the request. Pass its bytes as data.`,
  ],
]

const ofResponses: readonly Refusal[] = [
  ...Object.entries({
    topK: 5,
    stop: 'END',
    seed: 0,
    presencePenalty: 0.1,
    frequencyPenalty: 0.1,
    logitBias: { '1': 2 },
  }).map(([name, value]): Refusal => [
    name,
    { [name]: value },
    `\`${name}\` is ${JSON.stringify(value)}, but OpenAI's Responses API has no such parameter. Leave it out, or use ${chatRoute}`,
  ]),
  [
    'stop',
    { stop: ['x'.repeat(200)] },
    `\`stop\` is ["${'x'.repeat(98)}, but OpenAI's Responses API has no such parameter. Leave it out, or use ${chatRoute}`,
  ],
  ...[15, 16.5, -1].map((maxTokens): Refusal => [
    'maxTokens',
    { maxTokens },
    `\`maxTokens\` is ${maxTokens}, but OpenAI's Responses API requires a whole number of at least 16.`,
  ]),
  ...['a b', '', 'größe', 'a.b'].map((name): Refusal => [
    'tools[1].name',
    {
      tools: [
        { name: 'a-B_1', parameters: {} },
        { name, parameters: {} },
      ],
    },
    `\`tools[1].name\` is ${JSON.stringify(name)}, but OpenAI allows only letters, digits, "_" and "-". Rename the tool.`,
  ]),
  ...['audio', 'video'].map((type): Refusal => [
    at,
    withPart({ type, data: 'AAAA' }),
    `${at} is ${type}, but OpenAI's Responses API takes only text, images and files. Leave it out, or use ${chatRoute}`,
  ]),
  [
    'messages[1].toolCallId',
    { messages: [hi, { role: 'tool', toolCallId: 'gone', content: 'x' }] },
    'messages[1].toolCallId is "gone", but no earlier assistant message has a tool call with this id. Keep the assistant ' +
      'message with the call in the conversation.',
  ],
  [
    'modelKwargs.input',
    { modelKwargs: { input: [] } },
    'modelKwargs.input would replace the conversation. Pass the messages, system messages included, as `messages` of the request.',
  ],
]

const chat = [CustomOpenAIChatContentFormatter, MistralChatContentFormatter]
const formatters: readonly (readonly [name: string, formatter: ContentFormatterBase, refusals: readonly Refusal[]])[] =
  [
    ...chat.map((Formatter) => [Formatter.name, new Formatter(), [...shared, ...ofChat]] as const),
    ['OpenAIResponsesContentFormatter', new OpenAIResponsesContentFormatter(), [...shared, ...ofResponses]],
  ]

describe.each(formatters)('%s', (_name, { codecs }, refusals) => {
  it.each(refusals.map((refusal) => ({ shown: JSON.stringify(refusal.slice(0, 2)), refusal })))(
    'refuses $shown',
    ({ refusal: [setting, request, message] }) => {
      for (const apiType of ['serverless', 'dedicated'] as const) {
        const codec = codecs[apiType]
        if (codec === undefined) continue
        const format = (): unknown => codec.formatRequest({ messages: [hi], ...request }, contextOf(apiType))
        expect({ apiType, ...refusalOf(format) }).toEqual({ apiType, setting, message })
      }
    },
  )
})

it.each([
  new CustomOpenAIChatContentFormatter({ jsonSchema: 'prompt' }),
  new OpenAIResponsesContentFormatter({ jsonSchema: 'prompt' }),
])('a strict schema in the prompt is refused by $name', ({ codecs: { serverless } }) => {
  const responseFormat = { type: 'json', schema: {}, strict: true } as const
  expect(
    refusalOf(() => serverless.formatRequest({ messages: [hi], responseFormat }, contextOf('serverless'))),
  ).toEqual({
    setting: 'responseFormat.strict',
    message:
      "responseFormat.strict is true, but with `jsonSchema: 'prompt'` the endpoint does not enforce the schema. Leave one of them out.",
  })
})
