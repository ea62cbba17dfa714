import {
  APICallError,
  type LanguageModelV4FilePart,
  type LanguageModelV4Message,
  type LanguageModelV4Prompt,
  UnsupportedFunctionalityError,
} from '@ai-sdk/provider'
import { type AssistantContent, generateText, type ModelMessage, type ToolContent } from 'ai'
import { mapRequest } from '@azureml-endpoints/core'
import { MistralChatContentFormatter, OpenAIResponsesContentFormatter } from '@azureml-endpoints/formatters-openai'
import { describe, expect, it } from 'vitest'
import { AnthropicContentFormatter } from '../../formatters-anthropic/src/index.ts'
import { CohereContentFormatter, CohereV2ContentFormatter } from '../../formatters-cohere/src/index.ts'
import { HFContentFormatter, MLflowContentFormatter } from '../../formatters-text-generation/src/index.ts'
import { type AzureMLProviderSettings, createAzureML } from '../src/index.ts'
import { emulate, routes } from './emulator.ts'

type UserPart = Extract<LanguageModelV4Message, { role: 'user' }>['content'][number]

const text = (words: string) => ({ type: 'text' as const, text: words })
const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNg+M/wHwAEAQH/7yMK/gAAAABJRU5ErkJggg=='
const run = (toolCallId: string, toolName = 'web_search', providerExecuted = true) => ({
  type: 'tool-call' as const,
  toolCallId,
  toolName,
  input: { query: 'made up' },
  providerExecuted,
})
const found = (toolCallId: string, value: object = { pages: 3 }, toolName = 'web_search') => ({
  type: 'tool-result' as const,
  toolCallId,
  toolName,
  output: { type: 'json' as const, value: value as never },
})

type History = [name: string, content: AssistantContent, tool: ToolContent, warned: string[]]

/** Answers as other providers leave them in `response.messages`, with the features that are warned about. */
const histories: History[] = [
  [
    'OpenAI Responses: encrypted reasoning, a search that it ran, an approval',
    [
      {
        type: 'reasoning',
        text: '',
        providerOptions: { openai: { itemId: 'rs_1', reasoningEncryptedContent: 'gAAA' } },
      },
      run('ws_1'),
      found('ws_1', { action: { type: 'search' }, sources: [] }),
      { ...text('It says A.'), providerOptions: { openai: { itemId: 'msg_1' } } },
      run('mcp_1', 'mcp.shorten'),
      { type: 'tool-approval-request', approvalId: 'ap_1', toolCallId: 'mcp_1' },
    ],
    [],
    ['call of mcp.shorten without its result'],
  ],
  [
    'OpenAI Responses: a generated image, a compaction, a tool that ran twice',
    [
      run('ig_1', 'image_generation'),
      found('ig_1', { result: 'iVBORw0KGgo'.repeat(30) }, 'image_generation'),
      { type: 'custom', kind: 'openai.compaction', providerOptions: { openai: { itemId: 'cmp_1' } } },
      run('sh_1', 'shell', false),
      found('sh_1', { output: 'ok' }, 'shell'),
      text('Done.'),
    ],
    [
      {
        type: 'tool-result',
        toolCallId: 'sh_1',
        toolName: 'shell',
        output: { type: 'error-text', value: 'no such tool' },
      },
    ],
    [
      'Binary data is left out of the result of image_generation, which another provider ran.',
      'custom part in an assistant message',
      'second result of shell',
    ],
  ],
  [
    'OpenAI Responses: a tool of an MCP server',
    [run('mcp_1', 'mcp.search'), found('mcp_1', { pages: 2 }, 'mcp.search'), text('Two pages.')],
    [],
    [],
  ],
  [
    'Anthropic: signed thinking, text around a search',
    [
      { type: 'reasoning', text: 'Hm.', providerOptions: { anthropic: { signature: 'c2ln' } } },
      { type: 'reasoning', text: '', providerOptions: { anthropic: { redactedData: 'cmVk' } } },
      text('Let me look.'),
      run('srv_1'),
      found('srv_1', [{ url: 'https://made-up.example', encryptedContent: 'RW5j'.repeat(90) }]),
      text('It says B.'),
      text('And C.'),
    ],
    [],
    ['Binary data is left out of the result of web_search, which another provider ran.'],
  ],
  [
    'Google: thought signatures, generated files, code that it ran',
    [
      { type: 'reasoning', text: 'Hm.', providerOptions: { google: { thoughtSignature: 'c2ln' } } },
      { type: 'reasoning-file', mediaType: 'image/png', data: png },
      run('ce_1', 'code_execution'),
      found('ce_1', { outcome: 'OK', output: '4' }, 'code_execution'),
      { type: 'file', mediaType: 'image/png', data: png },
      text('It is 4.'),
    ],
    [],
    ['reasoning-file part in an assistant message', 'file part in an assistant message'],
  ],
  [
    'Mistral: thinking and a call',
    [{ type: 'reasoning', text: 'Hm.' }, text('Let me look.'), run('a1b2c3d4e', 'weather', false)],
    [found('a1b2c3d4e', { degrees: 21 }, 'weather')],
    [],
  ],
  [
    'Cohere: a plan and two calls',
    [text('I will look up both.'), run('w_1', 'weather', false), run('t_1', 'time', false)],
    [found('w_1', { degrees: 21 }, 'weather'), found('t_1', { hour: 12 }, 'time')],
    [],
  ],
  [
    'Anthropic: an invalid call of a tool that the provider runs, whose error the AI SDK sends as the result',
    [text('Let me look.'), run('srv_9')],
    [{ type: 'tool-result', toolCallId: 'srv_9', toolName: 'web_search', output: { type: 'error-text', value: 'no' } }],
    [],
  ],
  [
    'a result whose call is no longer in the conversation',
    [text('As I said.')],
    [found('gone', { degrees: 21 }, 'weather')],
    ['result of weather without its call'],
  ],
  [
    'a call of ours before a call that the provider ran',
    [run('o_1', 'weather', false), run('p_1'), found('p_1'), text('Half of it.')],
    [found('o_1', { degrees: 21 }, 'weather')],
    [],
  ],
]

const formatters = [
  ['the default formatter, serverless', { route: routes.serverless, settings: {} }],
  ['the default formatter, dedicated', { route: routes.dedicated, settings: {} }],
  ['Mistral', { route: routes.serverless, settings: { contentFormatter: MistralChatContentFormatter } }],
] as const

function conversation(content: AssistantContent, tool: ToolContent): ModelMessage[] {
  return [
    { role: 'user', content: 'The first question' },
    { role: 'assistant', content },
    ...(tool.length > 0 ? [{ role: 'tool' as const, content: tool }] : []),
    { role: 'user', content: 'The next question' },
  ]
}

interface Sent {
  role: string
  content: unknown
  tool_call_id?: string
  tool_calls?: { id: string; function: { name: string; arguments: string } }[]
}

/** Finds the first message that an endpoint rejects: each call needs its result right after it, and each result its call. */
function firstInvalid(messages: readonly Sent[]): string | undefined {
  const open = new Set<string>()
  for (const message of messages) {
    if (message.role === 'tool') {
      if (!open.delete(message.tool_call_id ?? '')) return `a result without its call: ${message.tool_call_id}`
      continue
    }
    if (open.size > 0) return `calls without results: ${[...open].join()}`
    if (message.role === 'assistant' && message.content === '' && message.tool_calls === undefined)
      return 'an empty answer'
    for (const { id, function: called } of message.tool_calls ?? []) {
      open.add(id)
      if (!/^[\w-]+$/.test(called.name)) return `the name ${called.name}`
      if (!called.arguments.startsWith('{')) return `the arguments ${called.arguments}`
    }
  }
  return undefined
}

describe.each(formatters)('a conversation that began elsewhere goes on with %s:', (_formatter, { route, settings }) => {
  it.each(histories)('%s', async (_name, content, tool, warned) => {
    const emulator = await emulate()
    await emulator.reply({ text: 'Seen.' })
    const { warnings } = await generateText({
      model: emulator.provider(route, settings)(),
      messages: conversation(content, tool),
    })
    const body = (await emulator.body()) as { messages: Sent[]; input_data?: { input_string: Sent[] } }
    const sent = body.input_data?.input_string ?? body.messages
    expect(firstInvalid(sent)).toBeUndefined()
    const all = JSON.stringify(sent)
    for (const part of content) {
      if (typeof part !== 'string' && part.type === 'text') expect(all).toContain(part.text)
    }
    expect(all).toContain('The first question')
    expect(all).toContain('The next question')
    expect(
      warnings?.map((warning) => ('feature' in warning ? warning.feature : 'message' in warning && warning.message)),
    ).toEqual(warned)
  })
})

describe('a conversation that began elsewhere', () => {
  it.each(histories)('goes on with Cohere: %s', async (_name, content, tool) => {
    const emulator = await emulate()
    await emulator.reply({ raw: { body: JSON.stringify({ text: 'Seen.', generation_id: 'g1' }) } })
    const contentFormatter = CohereContentFormatter
    const provider = emulator.provider(routes.serverless, { contentFormatter })
    await generateText({ model: provider(), messages: conversation(content, tool) })
    expect(await emulator.body()).toMatchObject({ message: 'The next question' })
  })

  it.each(histories.filter(([, content]) => JSON.stringify(content).includes('tool-call')))(
    'goes on without its tool calls with a formatter for text only: %s',
    async (_name, content, tool) => {
      const emulator = await emulate()
      await emulator.reply({ raw: { body: '[{"generated_text":"Seen."}]' } })
      const provider = emulator.provider(routes.dedicated, { contentFormatter: HFContentFormatter })
      const { warnings } = await generateText({ model: provider(), messages: conversation(content, tool) })
      const prompt = JSON.stringify(await emulator.body())
      for (const part of content) {
        if (typeof part !== 'string' && part.type === 'text') expect(prompt).toContain(part.text)
      }
      expect(prompt).toMatch(/The first question.*The next question/)
      if (prompt.includes('web_search')) expect(prompt).not.toContain('pages')
      const features = warnings?.map((warning) => 'feature' in warning && warning.feature)
      const hasPairs = tool.length > 0 || JSON.stringify(content).includes('tool-result')
      expect(features?.includes('tool calls in earlier messages')).toBe(hasPairs)
    },
  )
})

describe('what a formatter or the provider cannot send', () => {
  const url = new URL('https://made-up.example/file')
  const file = (mediaType: string, data: LanguageModelV4FilePart['data']): UserPart => ({
    type: 'file',
    mediaType,
    data,
  })
  const parts: (readonly [string, UserPart])[] = [
    ['an image', file('image/png', { type: 'data', data: png })],
    ['an image by URL', file('image/png', { type: 'url', url })],
    ['a recording', file('audio/wav', { type: 'data', data: 'UklGRg==' })],
    ['a video', file('video/mp4', { type: 'data', data: 'AAAA' })],
    ['a document', file('application/pdf', { type: 'data', data: 'JVBERi0xLjcK' })],
    ['an archive', file('application/zip', { type: 'data', data: 'UEsDBA==' })],
    ['a model', file('model/stl', { type: 'data', data: 'c29saWQ=' })],
    [
      'a file that another provider stores',
      file('application/pdf', { type: 'reference', reference: { openai: 'file-1' } }),
    ],
    ['a text by URL', file('text/plain', { type: 'url', url })],
    ['a part of a new type', { type: 'hologram', glow: 1 } as never],
  ]
  const targets: (readonly [string, AzureMLProviderSettings])[] = [
    ['OpenAI, serverless', { endpointUrl: 'https://e.x/v1/chat/completions' }],
    ['OpenAI, dedicated', { endpointUrl: 'https://e.x/score' }],
    ['Responses', { endpointUrl: 'https://e.x/v1/responses', contentFormatter: OpenAIResponsesContentFormatter }],
    ['Mistral', { endpointUrl: 'https://e.x/v1/chat/completions', contentFormatter: MistralChatContentFormatter }],
    [
      'Cohere 1',
      { endpointUrl: 'https://e.x/v1/chat', endpointApiType: 'serverless', contentFormatter: CohereContentFormatter },
    ],
    ['Cohere 2', { endpointUrl: 'https://e.x/v2/chat', contentFormatter: CohereV2ContentFormatter }],
    [
      'Claude',
      { endpointUrl: 'https://e.x/v1/messages', contentFormatter: AnthropicContentFormatter, defaultMaxTokens: 9 },
    ],
    ['Hugging Face', { endpointUrl: 'https://e.x/score', contentFormatter: HFContentFormatter }],
    ['MLflow', { endpointUrl: 'https://e.x/score', contentFormatter: MLflowContentFormatter }],
  ]
  const refused = async (): Promise<Response> => new Response('{"error":"made up"}', { status: 400 })

  async function outcome(settings: AzureMLProviderSettings, prompt: LanguageModelV4Prompt): Promise<unknown> {
    const provider = createAzureML({ endpointApiKey: 'made-up-key', fetch: refused, ...settings })
    return provider()
      .doGenerate({ prompt })
      .then(
        () => undefined,
        (error: unknown) => error,
      )
  }

  it.each(
    targets.flatMap(([target, settings]) => parts.map(([name, part]) => [name, target, part, settings] as const)),
  )('is left out of earlier messages, so that the call is made: %s, %s', async (_name, _target, part, settings) => {
    const answer: LanguageModelV4Message = { role: 'assistant', content: [text('Seen.')] }
    for (const content of [[part], [text('Look'), part]]) {
      const prompt: LanguageModelV4Prompt = [
        { role: 'user', content },
        answer,
        { role: 'user', content: [text('And?')] },
      ]
      expect(await outcome(settings, prompt)).toSatisfy(APICallError.isInstance)
    }
  })

  it.each(targets)(
    'is an error in the current message, even if there are several, and after tools: %s',
    async (_name, settings) => {
      const part = parts.at(-1)?.[1] as UserPart
      const call: LanguageModelV4Message = { role: 'assistant', content: [run('t1', 'weather', false)] }
      const result: LanguageModelV4Message = { role: 'tool', content: [found('t1', {}, 'weather')] }
      const asked: LanguageModelV4Message = { role: 'user', content: [text('Look'), part] }
      for (const rest of [[], [{ role: 'user', content: [text('And?')] } as LanguageModelV4Message], [call, result]]) {
        expect(await outcome(settings, [asked, ...rest])).toSatisfy(UnsupportedFunctionalityError.isInstance)
      }
    },
  )

  it('is an error in the current message if the formatter refuses it, also while tools are called', async () => {
    const image = file('image/png', { type: 'data', data: png })
    const output = { type: 'content' as const, value: [{ ...image, providerOptions: {} } as never] }
    const prompt: LanguageModelV4Prompt = [
      { role: 'user', content: [text('Look'), image] },
      { role: 'assistant', content: [run('t1', 'map', false)] },
      { role: 'tool', content: [{ type: 'tool-result', toolCallId: 't1', toolName: 'map', output }] },
    ]
    const settings = { contentFormatter: CohereContentFormatter, endpointUrl: 'https://e.x/v1/chat' } as const
    for (const length of [1, 3]) {
      const error = await outcome({ ...settings, endpointApiType: 'serverless' }, prompt.slice(0, length))
      expect(error).toSatisfy(UnsupportedFunctionalityError.isInstance)
    }
  })

  it('is left out by kind: images that a formatter refuses take one attempt, with one warning', async () => {
    let attempts = 0
    const formatter = new CohereContentFormatter()
    const contentFormatter = mapRequest(formatter, (request) => {
      attempts += 1
      return request
    })
    const turns = Array.from({ length: 20 }, (): LanguageModelV4Prompt => [
      { role: 'user', content: [text('Look'), file('image/png', { type: 'data', data: png })] },
      { role: 'assistant', content: [text('Seen.')] },
    ])
    const emulator = await emulate()
    await emulator.reply({ raw: { body: JSON.stringify({ text: 'Yes.', generation_id: 'g1' }) } })
    const model = emulator.provider(routes.serverless, { contentFormatter })()
    const { warnings } = await model.doGenerate({
      prompt: [...turns.flat(), { role: 'user', content: [text('And?')] }],
    })
    expect(attempts).toBe(2)
    expect(warnings).toMatchObject([{ type: 'unsupported', feature: 'image in an earlier message' }])
  })

  it('is left out of the results of tools, even in the current turn', async () => {
    const emulator = await emulate()
    await emulator.reply({ raw: { body: JSON.stringify({ text: 'Yes.', generation_id: 'g1' }) } })
    const model = emulator.provider(routes.serverless, { contentFormatter: CohereContentFormatter })()
    const { warnings } = await model.doGenerate({
      prompt: [
        { role: 'user', content: [text('Show me')] },
        { role: 'assistant', content: [run('t1', 'map', false)] },
        {
          role: 'tool',
          content: [
            {
              ...found('t1', {}, 'map'),
              output: {
                type: 'content',
                value: [text('Rome'), { type: 'file', mediaType: 'image/png', data: { type: 'data', data: png } }],
              },
            },
          ],
        },
      ],
    })
    const sent = JSON.stringify(await emulator.body())
    expect(sent).toContain('Rome')
    expect(sent).toContain('(Files that this model cannot read were left out.)')
    expect(warnings.map((warning) => 'feature' in warning && warning.feature)).toEqual([
      'files in tool results',
      'image in an earlier message',
    ])
  })

  it('leaves a text in place of a message that had nothing else', async () => {
    const emulator = await emulate()
    await emulator.reply({ text: 'Seen.' })
    const { warnings } = await emulator
      .provider(routes.serverless)()
      .doGenerate({
        prompt: [
          { role: 'user', content: [file('application/pdf', { type: 'reference', reference: { openai: 'file-1' } })] },
          { role: 'assistant', content: [text('Seen.')] },
          { role: 'user', content: [text('And?')] },
        ],
      })
    const { messages } = await emulator.body()
    expect(messages).toMatchObject([{ content: '(Files that this model cannot read were left out.)' }, {}, {}])
    expect(warnings).toEqual([
      {
        type: 'unsupported',
        feature: 'file by reference in an earlier message',
        details: 'It cannot be sent, so it is left out.',
      },
    ])
  })

  it('is sent as JSON if it is the result of a tool, of a type that is newer than the provider', async () => {
    const emulator = await emulate()
    await emulator.reply({ text: 'Seen.' })
    const output = { type: 'hologram', value: { glow: 1 } } as never
    const { warnings } = await emulator
      .provider(routes.serverless)()
      .doGenerate({
        prompt: [
          { role: 'user', content: [text('Hi')] },
          { role: 'assistant', content: [run('t1', 'weather', false)] },
          { role: 'tool', content: [{ type: 'tool-result', toolCallId: 't1', toolName: 'weather', output }] },
        ],
      })
    expect((await emulator.body())['messages']).toMatchObject([{}, {}, { role: 'tool', content: '{"glow":1}' }])
    expect(warnings).toMatchObject([{ type: 'compatibility', feature: 'tool result of type hologram' }])
  })
})

describe('the order inside a turn', () => {
  async function sent(prompt: LanguageModelV4Prompt): Promise<unknown> {
    const emulator = await emulate()
    await emulator.reply({ text: 'Seen.' })
    await emulator.provider(routes.serverless)().doGenerate({ prompt })
    return (await emulator.body())['messages']
  }
  const user: LanguageModelV4Message = { role: 'user', content: [text('Hi')] }

  it('is kept: text, call, result, text', async () => {
    const content = [text('A'), run('p_1'), found('p_1'), text('B'), run('p_2'), found('p_2'), text('C')]
    expect(await sent([user, { role: 'assistant', content }, user])).toMatchObject([
      {},
      { role: 'assistant', content: 'A', tool_calls: [{ id: 'p_1' }] },
      { role: 'tool', tool_call_id: 'p_1', content: '{"pages":3}' },
      { role: 'assistant', content: 'B', tool_calls: [{ id: 'p_2' }] },
      { role: 'tool', tool_call_id: 'p_2' },
      { role: 'assistant', content: 'C' },
      {},
    ])
  })

  it('puts a result that a provider sent in a later message after its call', async () => {
    const messages = await sent([
      user,
      { role: 'assistant', content: [text('A'), run('p_1'), run('o_1', 'weather', false)] },
      { role: 'tool', content: [found('o_1', {}, 'weather')] },
      { role: 'assistant', content: [found('p_1'), text('B')] },
      user,
    ])
    expect(messages).toMatchObject([
      {},
      { role: 'assistant', content: 'A', tool_calls: [{ id: 'p_1' }] },
      { role: 'tool', tool_call_id: 'p_1' },
      { role: 'assistant', content: '', tool_calls: [{ id: 'o_1' }] },
      { role: 'tool', tool_call_id: 'o_1' },
      { role: 'assistant', content: 'B' },
      {},
    ])
  })

  it.each<[string, LanguageModelV4Prompt]>([
    [
      'ours',
      [
        { role: 'assistant', content: [run('call_0', 'weather', false)] },
        { role: 'tool', content: [found('call_0', {}, 'weather')] },
      ],
    ],
    ["the provider's", [{ role: 'assistant', content: [run('call_0'), found('call_0')] }]],
  ])('is kept where ids are used again in a later turn: %s', async (_name, turn) => {
    expect(await sent([user, ...turn, ...turn, user])).toHaveLength(6)
  })

  it('has a result once, even if a provider sent it twice', async () => {
    const content = [run('p_1'), found('p_1'), found('p_1'), text('A')]
    expect(await sent([user, { role: 'assistant', content }, user])).toMatchObject([
      {},
      { role: 'assistant', tool_calls: [{ id: 'p_1' }] },
      { role: 'tool', tool_call_id: 'p_1' },
      { role: 'assistant', content: 'A' },
      {},
    ])
  })
})

describe('what an answer of another model contains', () => {
  async function continued(content: AssistantContent) {
    const emulator = await emulate()
    await emulator.reply({ text: 'Seen.' })
    const { warnings } = await generateText({
      model: emulator.provider(routes.serverless)(),
      messages: conversation(content, []),
    })
    return { messages: (await emulator.body())['messages'], warnings }
  }

  it('is left out as a whole if nothing else is in it, with one warning for many files', async () => {
    const file = { type: 'file' as const, mediaType: 'image/png', data: png }
    const { messages, warnings } = await continued([file, file, file])
    expect(messages).toMatchObject([{ role: 'user' }, { role: 'user' }])
    expect(warnings).toEqual([
      {
        type: 'unsupported',
        feature: 'file part in an assistant message',
        details:
          'Endpoints take no image/png file from the model; it is left out. To show it to the model, put it into a user message.',
      },
    ])
  })

  it('is kept where it is words: a text file, the transcript of speech', async () => {
    const { messages, warnings } = await continued([
      { type: 'file', mediaType: 'text/markdown', data: new TextEncoder().encode('# Plan') },
      {
        type: 'file',
        mediaType: 'audio/wav',
        data: 'UklGRg==',
        providerOptions: { azureML: { audio: { id: 'audio-1', transcript: 'Yes, indeed.' } } },
      },
    ])
    expect(messages).toMatchObject([{}, { role: 'assistant', content: '# Plan\nYes, indeed.' }, {}])
    expect(warnings).toEqual([])
  })

  it('is left out of a tool result too, with a warning', async () => {
    const { messages, warnings } = await continued([
      run('p_1'),
      {
        type: 'tool-result',
        toolCallId: 'p_1',
        toolName: 'web_search',
        output: {
          type: 'content',
          value: [
            text('Found:'),
            { type: 'file', mediaType: 'application/zip', data: { type: 'reference', reference: { openai: 'f1' } } },
            { type: 'custom', providerOptions: { anthropic: { type: 'tool-reference' } } },
          ],
        },
      },
    ])
    expect(messages).toMatchObject([{}, {}, { role: 'tool', content: 'Found:' }, {}])
    expect(warnings).toMatchObject([
      { feature: 'file by reference in the result of web_search' },
      { feature: 'custom part in the result of web_search' },
    ])
  })
})

describe('the arguments of an earlier call', () => {
  it.each([
    [{ city: 'Rome' }, '{"city":"Rome"}', 0],
    ['{"city":"Rome"}', '{"city":"Rome"}', 0],
    ['', '{}', 0],
    [undefined, '{}', 0],
    [null, '{}', 0],
    ['{"city": "Ro', '{}', 1],
    ['SELECT 1', '{}', 1],
    ['[1]', '{}', 1],
    ['"Rome"', '{}', 1],
    ['null', '{}', 1],
    [[1], '{}', 1],
    [3, '{}', 1],
  ])('%j are sent as %s', async (input, json, count) => {
    const emulator = await emulate()
    await emulator.reply({ text: 'Seen.' })
    const { warnings } = await generateText({
      model: emulator.provider(routes.serverless)(),
      messages: conversation(
        [{ type: 'tool-call', toolCallId: 't1', toolName: 'weather', input }],
        [found('t1', {}, 'weather')],
      ),
    })
    const { messages } = (await emulator.body()) as { messages: Sent[] }
    expect(messages[1]?.tool_calls?.[0]?.function.arguments).toBe(json)
    const message =
      'The arguments of an earlier call of weather are not a JSON object, so the call is sent without them.'
    expect(warnings).toEqual(Array.from({ length: count }, () => ({ type: 'other', message })))
  })
})
