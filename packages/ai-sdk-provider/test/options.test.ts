import { globSync, readFileSync } from 'node:fs'
import { InvalidArgumentError, type JSONObject } from '@ai-sdk/provider'
import { CustomOpenAIChatContentFormatter, MistralChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import { type ContentFormatterBase, formatterOptionNames } from '@azureml-endpoints/core'
import { embed, generateText, type ModelMessage, streamText } from 'ai'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { CohereContentFormatter } from '../../formatters-cohere/src/index.ts'
import { HFContentFormatter, MLflowContentFormatter } from '../../formatters-text-generation/src/index.ts'
import { Deployment } from '../src/endpoint/deployment.ts'
import { type AzureMLFormatterOptions, type AzureMLProviderSettings, createAzureML } from '../src/index.ts'
import { emulate, key, routes } from './emulator.ts'
import { hello } from './prompt.ts'

const endpointUrl = 'https://e.westeurope.inference.ml.azure.com/v1/chat/completions'

interface WithOptions {
  readonly formatter: new () => ContentFormatterBase
  readonly options: readonly string[]
}

async function formattersWithOptions(): Promise<Record<string, WithOptions>> {
  const found: Record<string, WithOptions> = {}
  for (const folder of globSync(`${import.meta.dirname}/../../formatters-*/src`)) {
    const source = globSync(`${folder}/**/*.ts`)
      .map((file) => readFileSync(file, 'utf8'))
      .join('\n')
    const exported = (await import(`${folder}/index.ts`)) as Record<string, new () => ContentFormatterBase>
    const classes = source.matchAll(/^export class (\w+) (?:(?!\n})[^])*?\n {2}constructor\(options: (\w+) = /gm)
    for (const [, name = '', type = ''] of classes) {
      const formatter = exported[name]
      const options = optionsIn(source, type)
      if (formatter !== undefined && options.length > 0) found[name] = { formatter, options }
    }
  }
  return found
}

function optionsIn(source: string, type: string): string[] {
  const [, base = '', fields = ''] = new RegExp(`interface ${type} (?:extends (\\w+) )?{([^]*?)\\n}`).exec(source) ?? []
  const own = Array.from(fields.matchAll(/^ {2}readonly (\w+)\?:/gm), ([, option = '']) => option)
  return base === '' ? own : [...optionsIn(source, base), ...own]
}

async function rejection(call: PromiseLike<unknown>): Promise<Error> {
  return call.then(
    () => new Error('no error'),
    (reason: unknown) => reason as Error,
  )
}

async function send(azureML: JSONObject, settings: AzureMLProviderSettings = {}, messages?: ModelMessage[]) {
  const emulator = await emulate()
  const model = emulator.provider(routes.serverless, settings)()
  const prompt = messages === undefined ? { prompt: 'Hi' } : { messages }
  const { warnings } = await generateText({ model, ...prompt, providerOptions: { azureML } })
  return { warnings, body: await emulator.body() }
}

describe('a named option of a call', () => {
  it.each([
    [{ parallelToolCalls: false }, {}],
    [
      { logprobs: true, topLogprobs: 3 },
      { logprobs: true, top_logprobs: 3 },
    ],
    [{ logitBias: { '50256': -100 } }, { logit_bias: { '50256': -100 } }],
    [{ user: 'u-1' }, { user: 'u-1' }],
  ])('is sent: %j', async (options, sent) => {
    const { body, warnings } = await send(options)
    expect(body).toMatchObject(sent)
    expect(warnings).toEqual([])
  })

  it('turns log probabilities on: topLogprobs', async () => {
    expect((await send({ topLogprobs: 2 })).body).toMatchObject({ logprobs: true, top_logprobs: 2 })
    expect((await send({ topLogprobs: 2, logprobs: false })).body).toMatchObject({ logprobs: false })
  })

  it.each(['parallelToolCalls', 'logprobs', 'topLogprobs', 'logitBias', 'user'])(
    'that the formatter does not support becomes a warning: %s',
    async (name) => {
      const values: JSONObject = {
        parallelToolCalls: true,
        logprobs: true,
        topLogprobs: 1,
        logitBias: { '1': 1 },
        user: 'u',
      }
      const emulator = await emulate()
      await emulator.reply({ raw: { body: JSON.stringify({ text: 'Yes.', generation_id: 'g1' }) } })
      const provider = emulator.provider(routes.serverless, { contentFormatter: CohereContentFormatter })
      const providerOptions = { azureML: { [name]: values[name] as boolean } }
      const { warnings } = await generateText({ model: provider(), prompt: 'Hi', providerOptions })
      expect(warnings).toContainEqual(expect.objectContaining({ type: 'unsupported', feature: name }))
    },
  )
})

describe('the detail of an image', () => {
  const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNg+M/wHwAEAQH/7yMK/gAAAABJRU5ErkJggg=='
  const shown = (ofPart: JSONObject, ofMessage: JSONObject = {}): ModelMessage[] => [
    {
      role: 'user',
      content: [{ type: 'file', mediaType: 'image/png', data: png, providerOptions: { azureML: ofPart } }],
      providerOptions: { azureML: ofMessage },
    },
  ]

  it.each([{ imageDetail: 'low' }, { detail: 'low' }])('is an option of its part: %j', async (options) => {
    const { body, warnings } = await send({}, {}, shown(options))
    expect(body).toMatchObject({ messages: [{ content: [{ image_url: { detail: 'low' } }] }] })
    expect(warnings).toEqual([])
  })

  it.each([
    [{ imageDetail: 'low' }, {}, 'low'],
    [{ detail: 'low' }, {}, 'low'],
    [{ imageDetail: 'low' }, { imageDetail: 'high' }, 'high'],
  ])('is an option of its message: %j, of the part: %j', async (ofMessage, ofPart, detail) => {
    const { body, warnings } = await send({}, {}, shown(ofPart, ofMessage))
    expect(body).toMatchObject({ messages: [{ content: [{ image_url: { detail } }] }] })
    expect(warnings).toEqual([])
  })

  it('is checked in a message, too', async () => {
    const error = await rejection(send({}, {}, shown({}, { imageDetail: 3 })))
    expect(InvalidArgumentError.isInstance(error)).toBe(true)
  })

  it('is checked', async () => {
    const error = await rejection(send({}, {}, shown({ imageDetail: 3 })))
    expect(InvalidArgumentError.isInstance(error)).toBe(true)
    expect(error.message).toMatchInlineSnapshot(
      `"providerOptions.azureML.imageDetail of an image is 3; it must be 'low', 'high' or 'auto'."`,
    )
  })

  it('has no meaning for other files', async () => {
    const messages: ModelMessage[] = [
      {
        role: 'user',
        content: [
          {
            type: 'file',
            mediaType: 'application/pdf',
            data: new TextEncoder().encode('%PDF-1.7 made up'),
            providerOptions: { azureML: { imageDetail: 'low' } },
          },
        ],
      },
    ]
    const { warnings } = await send({}, {}, messages)
    expect(warnings).toMatchObject([{ type: 'unsupported', feature: 'imageDetail' }])
  })

  it('can also be that of an image in a tool result', async () => {
    const messages: ModelMessage[] = [
      { role: 'user', content: 'Look' },
      { role: 'assistant', content: [{ type: 'tool-call', toolCallId: 't1', toolName: 'map', input: {} }] },
      {
        role: 'tool',
        content: [
          {
            type: 'tool-result',
            toolCallId: 't1',
            toolName: 'map',
            output: {
              type: 'content',
              value: [
                {
                  type: 'file',
                  mediaType: 'image/png',
                  data: { type: 'data', data: png },
                  providerOptions: { azureML: { imageDetail: 'high' } },
                },
              ],
            },
          },
        ],
      },
    ]
    expect(JSON.stringify((await send({}, {}, messages)).body)).toContain('"detail":"high"')
  })
})

describe('an unknown option of a call', () => {
  it.each([
    ['min_p', '`min_p` is unknown and is ignored. The names are `modelKwargs`'],
    ['max_tokens', 'Pass `maxOutputTokens` to the function of the AI SDK, outside of providerOptions.'],
    ['topP', 'Pass `topP` to the function of the AI SDK'],
    ['logit_bias', 'Use `logitBias`.'],
    ['ReasoningEffort', 'Use `reasoningEffort`.'],
    ['toString', '`toString` is unknown and is ignored.'],
    ['dimensions', 'Pass `dimensions` to the function of the AI SDK'],
    ['streamUsage', 'Pass `streamUsage` to createAzureML: it is a setting of the provider.'],
    ['max_tokens_parameter', 'Pass `maxTokensParameter` to createAzureML'],
    ['betas', 'Pass `betas` to createAzureML'],
    ['apiKey', 'Pass `endpointApiKey` to createAzureML'],
    ['sendreasoning', 'Use `sendReasoning`.'],
  ])('becomes a warning with the right one: %s', async (name, advice) => {
    const { warnings, body } = await send({ [name]: 0.5 })
    expect(warnings).toMatchObject([
      { type: 'unsupported', feature: `providerOptions.azureML.${name}`, details: expect.stringContaining(advice) },
    ])
    expect(Object.keys(body)).toEqual(['messages'])
  })

  it.each([['a text'], [5], [true], [['a']], [new Map([['topK', 5]])]])(
    'cannot be among options that are no object: %j',
    async (options) => {
      const error = await rejection(send(options as never))
      expect(InvalidArgumentError.isInstance(error)).toBe(true)
      expect(error.message).toBe(
        `providerOptions.azureML is ${JSON.stringify(options)}; it must be a plain object of options.`,
      )
    },
  )

  it('says where body parameters belong', async () => {
    const { warnings } = await send({ min_p: 0.1 })
    expect(warnings?.[0]).toMatchInlineSnapshot(`
      {
        "details": "\`min_p\` is unknown and is ignored. The names are \`modelKwargs\`, \`timeout\`, \`user\`, \`reasoningEffort\`, \`parallelToolCalls\`, \`logprobs\`, \`topLogprobs\`, \`logitBias\`, \`sendReasoning\`, \`jsonSchema\`, \`strictJsonSchema\`, \`coalesceDeltas\`. Put body parameters that have no name here into \`modelKwargs\`.",
        "feature": "providerOptions.azureML.min_p",
        "type": "unsupported",
      }
    `)
  })

  it('becomes a warning for embeddings too', async () => {
    const emulator = await emulate()
    const model = emulator.provider('/v1/embeddings').embeddingModel()
    const { warnings } = await embed({ model, value: 'Hi', providerOptions: { azureML: { topK: 1 } } })
    expect(warnings).toMatchObject([{ type: 'unsupported', feature: 'providerOptions.azureML.topK' }])
  })
})

/** A valid value of each option. */
const values = {
  maxTokensParameter: 'max_completion_tokens',
  streamUsage: false,
  reasoning: 'off',
  sendReasoning: true,
  jsonSchema: 'prompt',
  defaultMaxTokens: 9,
  cacheControl: '5m',
  citations: true,
  betas: ['made-up-2026'],
  reasoningSummary: 'auto',
  chatTemplate: 'chatml',
  addBosToken: false,
  stripPrompt: false,
  input: 'list',
  column: 'question',
  chatInput: 'question',
  chatHistory: 'history',
  chatOutput: 'answer',
} satisfies Record<keyof AzureMLFormatterOptions, unknown>

/** The formatters of our packages, with the options that their constructors take, as their sources say. */
const formatters = await formattersWithOptions()

describe('an option of the content formatter', () => {
  const history: ModelMessage[] = [
    { role: 'user', content: 'Is it?' },
    {
      role: 'assistant',
      content: [
        { type: 'reasoning', text: 'Hm.' },
        { type: 'text', text: 'Yes.' },
      ],
    },
    { role: 'user', content: 'Sure?' },
  ]

  it.each([undefined, CustomOpenAIChatContentFormatter, MistralChatContentFormatter])(
    'is a setting of the provider, if the formatter is a class or left out',
    async (contentFormatter) => {
      const settings = { contentFormatter, sendReasoning: true, maxTokensParameter: 'max_completion_tokens' }
      const emulator = await emulate()
      const model = emulator.provider(routes.serverless, settings)()
      await generateText({ model, messages: history, maxOutputTokens: 9 })
      expect(await emulator.body()).toMatchObject({
        max_completion_tokens: 9,
      })
      // Each family has its own form for it.
      expect(JSON.stringify(await emulator.body())).toContain('Hm.')
    },
  )

  it.each(Object.entries(formatters))('can be any of those of our formatters: %s', (_name, { formatter, options }) => {
    for (const option of options) {
      expect(formatterOptionNames).toContain(option)
      const value = values[option as keyof typeof values]
      expect(value, `a value of ${option}`).toBeDefined()
      const settings = { contentFormatter: formatter, [option]: value }
      expect(() => new Deployment(settings, 'chat').client()).toThrow(/AZUREML_ENDPOINT_URL/)
    }
  })

  it('is known by these tests for each formatter with options', () => {
    const all = Object.values(formatters).flatMap(({ options }) => options)
    expect(new Set(all)).toEqual(new Set(formatterOptionNames))
    expect(Object.keys(formatters).length).toBeGreaterThan(10)
  })

  it('is refused if the class ignores it', async () => {
    class Deaf extends CustomOpenAIChatContentFormatter {
      constructor() {
        super({ reasoning: 'off' })
      }
    }
    const provider = createAzureML({ endpointUrl, endpointApiKey: key, contentFormatter: Deaf, sendReasoning: true })
    const error = await rejection(generateText({ model: provider(), prompt: 'Hi' }))
    expect(error.message).toBe('The formatter Deaf has no option `sendReasoning`. Leave it out.')
  })

  it('is used for streams too: streamUsage', async () => {
    const emulator = await emulate()
    const model = emulator.provider(routes.serverless, { streamUsage: false })()
    await streamText({ model, prompt: 'Hi' }).consumeStream()
    expect(await emulator.body()).not.toHaveProperty('stream_options')
  })

  it('is used for the answer: reasoning', async () => {
    const emulator = await emulate()
    await emulator.reply({ raw: { body: JSON.stringify(completion('<think>Hm.</think>Yes.')) } })
    const model = emulator.provider(routes.serverless, { reasoning: 'off' })()
    expect((await generateText({ model, prompt: 'Hi' })).text).toBe('<think>Hm.</think>Yes.')
  })

  it('can be that of another family', async () => {
    const emulator = await emulate()
    await emulator.reply({ raw: { body: '["Yes."]' } })
    const settings = { contentFormatter: MLflowContentFormatter, input: 'pandas-split', column: 'question' } as const
    await generateText({ model: emulator.provider(routes.dedicated, settings)(), prompt: 'Hi' }).catch(() => {})
    expect(await emulator.body()).toMatchObject({ input_data: { columns: ['question'] } })
  })

  it.each([
    [
      { contentFormatter: new CustomOpenAIChatContentFormatter(), sendReasoning: true },
      '`sendReasoning` is an option of the content formatter, but `contentFormatter` is an instance. Pass it there: new CustomOpenAIChatContentFormatter({ sendReasoning: … }).',
    ],
    [{ contentFormatter: CohereContentFormatter, maxTokensParameter: 'n' }, '`maxTokensParameter`'],
    [
      { contentFormatter: HFContentFormatter, endpointUrl: 'https://e.x/score', sendReasoning: true },
      '`sendReasoning`',
    ],
  ])('is refused before any request where nobody would read it', async (settings, words) => {
    const provider = createAzureML({ endpointUrl, endpointApiKey: key, ...settings })
    const error = await rejection(generateText({ model: provider(), prompt: 'Hi' }))
    expect(InvalidArgumentError.isInstance(error)).toBe(true)
    expect(error.message).toContain(words)
  })

  it('can differ in a call: sendReasoning', async () => {
    const emulator = await emulate()
    const model = emulator.provider(routes.serverless)()
    for (const sendReasoning of [true, false, true]) {
      await generateText({ model, messages: history, providerOptions: { azureML: { sendReasoning } } })
    }
    await generateText({ model, messages: history })
    const sent = (await emulator.requests()).map(({ body }) => JSON.stringify(body).includes('reasoning_content'))
    expect(sent).toEqual([true, false, true, false])
  })

  it('can differ in a call: jsonSchema, both ways', async () => {
    const schema = { type: 'object' as const, properties: { city: { type: 'string' as const } } }
    const sent: [boolean, boolean][] = []
    for (const jsonSchema of ['native', 'prompt'] as const) {
      const emulator = await emulate()
      const model = emulator.provider(routes.serverless, { jsonSchema })()
      for (const ofCall of [undefined, 'native', 'prompt']) {
        const providerOptions = { azureML: ofCall === undefined ? {} : { jsonSchema: ofCall } }
        await model.doGenerate({ prompt: hello, responseFormat: { type: 'json', schema }, providerOptions })
        const body = await emulator.body()
        const isNative = JSON.stringify(body['response_format'] ?? '').includes('city')
        sent.push([isNative, JSON.stringify(body['messages']).includes('city')])
      }
    }
    const [native, prompted] = [
      [true, false],
      [false, true],
    ]
    expect(sent).toEqual([native, native, prompted, prompted, native, prompted])
  })

  it('that differs in a call needs one more formatter, however many calls there are', async () => {
    let count = 0
    class Counted extends CustomOpenAIChatContentFormatter {
      constructor(options?: object) {
        super(options)
        count++
      }
    }
    const emulator = await emulate()
    const model = emulator.provider(routes.serverless, { contentFormatter: Counted })()
    const providerOptions = { azureML: { sendReasoning: true } }
    for (let call = 0; call < 3; call++) await generateText({ model, prompt: 'Hi', providerOptions })
    expect(count).toBe(2)
  })

  it.each([
    ['an instance', new CustomOpenAIChatContentFormatter(), '`contentFormatter` is an instance'],
    ['a class without the option', CohereContentFormatter, '`sendReasoning` is unknown. There are no options'],
  ])('that a call cannot change becomes a warning: %s', async (_name, contentFormatter, words) => {
    const emulator = await emulate()
    const body = contentFormatter === CohereContentFormatter ? { text: 'Yes.', generation_id: 'g' } : completion('Yes.')
    await emulator.reply({ raw: { body: JSON.stringify(body) } })
    const model = emulator.provider(routes.serverless, { contentFormatter })()
    const providerOptions = { azureML: { sendReasoning: true } }
    const { warnings, text } = await generateText({ model, prompt: 'Hi', providerOptions })
    expect(text).toBe('Yes.')
    expect(warnings).toMatchObject([
      { feature: 'providerOptions.azureML.sendReasoning', details: expect.stringContaining(words) },
    ])
  })
})

function completion(content: string): object {
  return {
    id: 'c',
    model: 'm',
    choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
  }
}

describe('the name of a provider', () => {
  it('tells its models from those of others', () => {
    const provider = createAzureML({ name: 'east' })
    expect([provider().provider, provider.embeddingModel().provider]).toEqual(['east.chat', 'east.embedding'])
    expect(createAzureML()().provider).toBe('azure-ml.chat')
  })
})

describe('a schema that is an object of a library', () => {
  const schema = z.object({ city: z.string() })
  const call = { prompt: hello }

  it.each([
    [
      'of a tool',
      { tools: [{ type: 'function' as const, name: 'weather', inputSchema: schema as never }] },
      /`tools\[0\]\.\w+` is a zod schema\. Pass `z\.toJSONSchema\(schema\)`/,
    ],
    [
      'of the answer',
      { responseFormat: { type: 'json' as const, schema: schema as never } },
      /is a zod schema\. Pass `z\.toJSONSchema\(schema\)`/,
    ],
    [
      'inside that of the answer',
      { responseFormat: { type: 'json' as const, schema: { type: 'object', properties: { a: schema } } as never } },
      /is a zod schema\. Pass `z\.toJSONSchema\(schema\)`/,
    ],
  ])('is refused, and never gets into the prompt: %s', async (_name, options, words) => {
    const emulator = await emulate()
    const error = await rejection(
      emulator
        .provider(routes.serverless)()
        .doGenerate({ ...call, ...options }),
    )
    expect(InvalidArgumentError.isInstance(error)).toBe(true)
    expect(error.message).toMatch(words)
    expect(await emulator.requests()).toEqual([])
  })
})
