import type { ChatRequest, ContentPart, RequestContext } from '@azureml-endpoints/core'
import { describe, expect, it } from 'vitest'
import { refusalOf } from '../../formatters-openai/test/conversation.ts'
import { CohereContentFormatter, CohereV2ContentFormatter } from '../src/index.ts'

const host = 'https://my-resource.services.ai.azure.com/providers/cohere'
const context: RequestContext = { apiType: 'serverless', stream: false, url: new URL(host), modelKwargs: {} }
const [v1, v2] = [new CohereContentFormatter(), new CohereV2ContentFormatter()]
const hi = { role: 'user', content: 'Hi' } as const
const tools = ['f', 'g'].map((name) => ({ name, parameters: {} }))
const responseFormat = { type: 'json' } as const

type Refusal = readonly [setting: string, request: Partial<ChatRequest>, message: string]

const without = (setting: keyof ChatRequest, value: unknown): Refusal => [
  setting,
  { [setting]: value },
  `Cohere's chat does not support ${setting}. Leave it out.`,
]
const withPart = (part: object): Partial<ChatRequest> => ({
  messages: [hi, { role: 'user', content: [{ type: 'text', text: 'See' }, part as ContentPart] }],
})
const conversation =
  'would replace the conversation. Pass the messages, system messages included, as `messages` of the request.'

const both: readonly Refusal[] = [
  without('parallelToolCalls', false),
  without('topLogprobs', 2),
  without('logitBias', { '1': 2 }),
  without('user', 'u'),
  ['stop', { stop: [...'abcdef'] }, "stop has 6 texts, but Cohere's chat takes at most 5. Change it."],
  ['topK', { topK: -1 }, "topK is -1, but Cohere's chat takes numbers from 0 to 500. Change it."],
  ['topK', { topK: 501 }, "topK is 501, but Cohere's chat takes numbers from 0 to 500. Change it."],
  ...(['presencePenalty', 'frequencyPenalty'] as const).flatMap((setting) =>
    [-0.1, 1.1].map((value): Refusal => [
      setting,
      { [setting]: value },
      `${setting} is ${value}, but Cohere's chat takes numbers from 0 to 1. Change it.`,
    ]),
  ),
  [
    'messages[1].toolCallId',
    { messages: [hi, { role: 'tool', toolCallId: 'gone', content: 'x' }] },
    'messages[1].toolCallId is "gone", but no earlier assistant message has a tool call with this id. ' +
      'Keep the assistant message with the call in the conversation.',
  ],
  [
    'modelKwargs.stream',
    { modelKwargs: { stream: true } },
    'modelKwargs.stream is true, but the call is chat(). Remove it, or call stream(): the method determines ' +
      'whether the response is streamed.',
  ],
]

const onlyV1: readonly Refusal[] = [
  without('reasoningEffort', 'low'),
  without('logprobs', true),
  ...(['required', { name: 'f' }] as const).map((toolChoice): Refusal => [
    'toolChoice',
    { tools, toolChoice },
    `Cohere's chat does not support toolChoice ${JSON.stringify(toolChoice)}. Use 'auto' or 'none'.`,
  ]),
  [
    'tools[1].strict',
    {
      tools: [
        { name: 'f', parameters: {} },
        { name: 'g', parameters: {}, strict: true },
      ],
    },
    "tools[1].strict is true, but Cohere's first chat does not enforce the schemas of tools. Leave it out, or " +
      'use the second chat, whose URL ends in /v2/chat.',
  ],
  ...(['system', 'assistant'] as const).map((role): Refusal => [
    'messages[1].role',
    { messages: [hi, { role, content: 'x' }] },
    "messages[1] is neither a user nor a tool message, but Cohere's chat requires one at the end. Add a user message.",
  ]),
  ...['image', 'audio', 'video', 'file'].map((type): Refusal => [
    'messages[1].content[1]',
    withPart({ type, data: 'AAAA' }),
    `messages[1].content[1] is of type ${type}, but Cohere's chat accepts only text. Remove it.`,
  ]),
  ...['message', 'chat_history', 'tool_results'].map((name): Refusal => [
    `modelKwargs.${name}`,
    { modelKwargs: { [name]: 'x' } },
    `modelKwargs.${name} ${conversation}`,
  ]),
]

const onlyV2: readonly Refusal[] = [
  [
    'reasoningEffort',
    { reasoningEffort: 'low' },
    "reasoningEffort is \"low\", but Cohere's chat has no efforts. Use 'none' to turn thinking off, or limit it with " +
      "modelKwargs: { thinking: { type: 'enabled', token_budget: 1000 } }.",
  ],
  [
    'responseFormat',
    { responseFormat, tools },
    "`responseFormat` asks for JSON, but Cohere's chat does not support it together with tools. Leave the tools out, " +
      'or get the JSON as the arguments of a tool with this schema.',
  ],
  [
    'responseFormat',
    { responseFormat, modelKwargs: { documents: ['a'] } },
    "`responseFormat` asks for JSON, but Cohere's chat does not support it together with documents. Leave the " +
      'documents out, or put their texts into a message.',
  ],
  ...['get-weather', '1st', '', 'two words', 'größe', 'f?'].map((name): Refusal => [
    'tools[1].name',
    {
      tools: [
        { name: 'f', parameters: {} },
        { name, parameters: {} },
      ],
    },
    `tools[1].name is ${JSON.stringify(name)}, but Cohere allows only letters, digits and underscores, and no digit ` +
      'at the start. Rename the tool.',
  ]),
  [
    'tools[0].strict',
    { tools: tools.map((tool, index) => ({ ...tool, strict: index > 0 })) },
    'tools[0].strict is false, but another tool is strict, and Cohere enforces the schemas of all tools or of none. ' +
      'Make all of them strict, or none.',
  ],
  [
    'toolChoice',
    { tools, toolChoice: { name: 'h' } },
    'toolChoice names "h", which is not among the tools: "f", "g". Add the tool to `tools`, or use \'auto\'.',
  ],
  ...[undefined, []].map((none): Refusal => [
    'toolChoice',
    { ...(none && { tools: none }), toolChoice: 'required' },
    'toolChoice "required" requires a tool call, but the request has no tools. Add the tool to `tools`, or use \'auto\'.',
  ]),
  ...['audio', 'video', 'file'].map((type): Refusal => [
    'messages[1].content[1]',
    withPart({ type, data: 'AAAA' }),
    `messages[1].content[1] is of type ${type}, but Cohere's chat accepts only text and images. Remove it.${
      type === 'file' ? ' Pass the text of a file as a text part, or as documents in modelKwargs.' : ''
    }`,
  ]),
  ...Object.entries({ neither: {}, both: { url: 'https://x.test/a.png', data: 'AAAA' } }).map(
    ([which, source]): Refusal => [
      'messages[1].content[1]',
      withPart({ type: 'image', ...source }),
      `messages[1].content[1] is of type image and has ${which} url ${which === 'both' ? 'and' : 'nor'} data. ` +
        'Pass one of them.',
    ],
  ),
  ...[undefined, 'image/*', 'image', 'application/octet-stream', '*/png', 'image/png/x'].map((mediaType): Refusal => [
    'messages[1].content[1]',
    withPart({ type: 'image', data: 'AAAA', ...(mediaType !== undefined && { mediaType }) }),
    'messages[1].content[1] has no complete media type, and its first bytes match none. Pass mediaType, such as ' +
      "'image/png'.",
  ]),
  ['modelKwargs.messages', { modelKwargs: { messages: [] } }, `modelKwargs.messages ${conversation}`],
]

describe.each([
  ['version 1', v1, [...both, ...onlyV1]],
  ['version 2', v2, [...both, ...onlyV2]],
] as const)('the chat of %s', (_name, { codecs: { serverless } }, refusals) => {
  it.each<Refusal>(refusals)('refuses %s: %j', (setting, request, message) => {
    expect(refusalOf(() => serverless.formatRequest({ messages: [hi], ...request }, context))).toEqual({
      setting,
      message,
    })
  })
})

describe('embedding and reranking', () => {
  const embed = { values: ['a'], inputType: 'clustering' }
  const rerank = { query: 'a', documents: ['b'] }

  it('refuses dimensions in version 1, and no input type in version 2', () => {
    const dimensions = (): unknown =>
      v1.embeddingCodecs.serverless.formatRequest({ ...embed, dimensions: 256 }, context)
    expect(refusalOf(dimensions)).toEqual({
      setting: 'dimensions',
      message:
        "`dimensions` is not supported by version 1 of Cohere's embeddings. Leave it out, or use CohereV2ContentFormatter " +
        'with the URL that ends in /v2/embed.',
    })
    expect(refusalOf(() => v2.embeddingCodecs.serverless.formatRequest({ values: ['a'] }, context))).toEqual({
      setting: 'inputType',
      message:
        "`inputType` is missing, and Cohere's models embed texts differently for each purpose. Pass inputType: " +
        "'search_document' for texts to store, 'search_query' for a text to search with, 'classification' or 'clustering'.",
    })
  })

  it.each([v1, v2])('refuses modelKwargs that have the texts, of the client and of the call ($name)', (formatter) => {
    const { embeddingCodecs, rerankCodecs } = formatter
    for (const name of ['texts', 'inputs', 'images', 'query', 'documents']) {
      const own = { modelKwargs: { [name]: ['x'] } }
      const isEmbed = name !== 'query' && name !== 'documents'
      const format = (ofCall: object, ofClient: object): unknown =>
        isEmbed
          ? embeddingCodecs.serverless.formatRequest({ ...embed, ...ofCall }, { ...context, ...ofClient })
          : rerankCodecs.serverless.formatRequest({ ...rerank, ...ofCall }, { ...context, ...ofClient })
      const message = isEmbed
        ? `modelKwargs.${name} would replace the texts to embed. Pass them as \`values\`.`
        : `modelKwargs.${name} would replace the ${name} of the request. Pass it as \`${name}\`.`
      expect(refusalOf(() => format(own, {}))).toEqual({ setting: `modelKwargs.${name}`, message })
      expect(refusalOf(() => format({}, own))).toEqual({ setting: `modelKwargs.${name}`, message })
    }
  })
})
