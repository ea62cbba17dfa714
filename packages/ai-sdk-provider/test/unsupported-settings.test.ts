import { InvalidArgumentError } from '@ai-sdk/provider'
import { describe, expect, it } from 'vitest'
import { type Call, callWith, Picky } from './picky-formatter.ts'

const schema = { type: 'object' as const, properties: { city: { type: 'string' as const } } }
const tools = ['a', 'b', 'c'].map((name) => ({ type: 'function' as const, name, inputSchema: schema, strict: true }))

/** A call with every setting. */
const everything: Call = {
  temperature: 0.1,
  topP: 0.2,
  topK: 3,
  maxOutputTokens: 4,
  stopSequences: ['5'],
  seed: 6,
  presencePenalty: 0.7,
  frequencyPenalty: 0.8,
  reasoning: 'low',
  tools,
  toolChoice: { type: 'tool', toolName: 'b' },
  responseFormat: { type: 'json', schema, name: 'place', description: 'A place.' },
  providerOptions: {
    azureML: {
      parallelToolCalls: false,
      logprobs: true,
      topLogprobs: 2,
      logitBias: { '9': 1 },
      user: 'u',
      strictJsonSchema: true,
      modelKwargs: { min_p: 0.1 },
    },
  },
}

describe('a setting that the formatter rejects', () => {
  const names = `
    temperature topP topK maxTokens:maxOutputTokens stop:stopSequences seed presencePenalty frequencyPenalty
    reasoningEffort:reasoning parallelToolCalls logprobs topLogprobs logitBias user tools toolChoice responseFormat`
    .trim()
    .split(/\s+/)
    .map((pair) => pair.split(':') as [string, string?])

  it.each(names)('is left out alone, with a warning: %s', async (setting, feature = setting) => {
    const { request: complete, warnings: none } = await callWith(undefined, everything)
    expect(none).toEqual([])
    // Every optional setting of a request has a row.
    expect(new Set(Object.keys(complete))).toEqual(new Set(['messages', 'modelKwargs', ...names.map(([name]) => name)]))
    const { request, warnings } = await callWith(setting, everything)
    expect(warnings).toEqual([{ type: 'unsupported', feature, details: `${setting} is beyond this model.` }])
    const also = setting === 'tools' ? { toolChoice: undefined } : {}
    const { messages } = setting === 'responseFormat' ? request : complete
    expect(request).toEqual({ ...complete, [setting]: undefined, ...also, messages })
  })

  it.each([
    ['tools[2]', 'tools', { tools: [{ name: 'a' }, { name: 'b' }], toolChoice: { name: 'b' } }],
    ['tools[1].strict', 'strict of tool b', { tools: [{ strict: true }, { strict: undefined }, { strict: true }] }],
    ['responseFormat.strict', 'responseFormat.strict', { responseFormat: { schema, strict: undefined } }],
  ])('can be a part of one: %s', async (setting, feature, rest) => {
    const { request, warnings } = await callWith(setting, everything)
    expect(warnings).toEqual([{ type: 'unsupported', feature, details: `${setting} is beyond this model.` }])
    expect(request).toMatchObject(rest)
  })

  it.each(['modelKwargs', 'unheard', 'tools[0].name', 'tools[2].parameters.properties', 'responseFormat.schema.items'])(
    'fails the call if it is no option: %s',
    async (setting) => {
      const failed = callWith(setting, everything)
      await expect(failed).rejects.toSatisfy(InvalidArgumentError.isInstance)
      await expect(failed).rejects.toMatchObject({ argument: setting, message: `${setting} is beyond this model.` })
    },
  )
})

describe('a part of a setting that the formatter rejects', () => {
  const many = Array.from({ length: 12 }, (_, index) => ({ ...tools[0], name: `t${index}` })) as typeof tools

  it.each([
    ['tools[11]', 'tools', many.slice(0, 11).map(({ name }) => name)],
    ['tools[1].description', 'tools', ['t0', ...many.slice(2).map(({ name }) => name)]],
    ['tools', 'tools', undefined],
  ])('is left out alone: %s', async (setting, feature, left) => {
    const { request, warnings } = await callWith(setting, { tools: many, toolChoice: { type: 'required' } })
    expect(warnings).toEqual([{ type: 'unsupported', feature, details: `${setting} is beyond this model.` }])
    expect(request.tools?.map(({ name }) => name)).toEqual(left)
    expect(request.toolChoice).toBe(left && 'required')
  })

  it('is left out with the choice if it is the only tool', async () => {
    const { request } = await callWith('tools[0]', { tools: tools.slice(0, 1), toolChoice: { type: 'required' } })
    expect([request.tools, request.toolChoice]).toEqual([undefined, undefined])
  })

  it.each([
    ['responseFormat.strict', { responseFormat: { type: 'json', schema } }],
    ['tools[0].strict', { tools: [{ type: 'function', name: 'a', inputSchema: {} }] }],
    ['tools[3].strict', { tools }],
    ['tools.strict', { tools }],
    ['temperature', {}],
    ['tools[11].name', { tools: many }],
    ['tools[11].parameters', { tools: many }],
  ] as [string, Call][])('is an error if it is not there, or no option: %s', async (setting, call) => {
    await expect(callWith(setting, call)).rejects.toMatchObject({ argument: setting })
  })
})

it.each([
  ['endpointUrl', 'AI_LoadSettingError'],
  ['endpointApiType', 'AI_LoadSettingError'],
  ['endpointApiKey', 'AI_LoadAPIKeyError'],
  ['credential', 'AI_LoadAPIKeyError'],
  ['messages', 'AI_InvalidPromptError'],
  ['messages[0].content', 'AI_UnsupportedFunctionalityError'],
  ['timeout', 'AI_InvalidArgumentError'],
])('an error about %s is an %s, with the original as its cause', async (setting, name) => {
  const cause = expect.objectContaining({ name: 'ConfigurationError', setting })
  const message = expect.stringContaining(`${setting} is beyond this model.`)
  await expect(callWith(setting)).rejects.toMatchObject({ name, message, cause })
})

it('the option reasoningEffort wins over the AI SDK’s reasoning', async () => {
  const providerOptions = { azureML: { reasoningEffort: 'xhigh' } }
  const { request } = await callWith(undefined, { reasoning: 'low', providerOptions })
  expect(request.reasoningEffort).toBe('xhigh')
})

describe('an empty list', () => {
  it('is no setting', async () => {
    const { request } = await callWith(undefined, { stopSequences: [], tools: [], toolChoice: { type: 'auto' } })
    expect([request.stop, request.tools, request.toolChoice]).toEqual([undefined, undefined, undefined])
  })
})

describe('a setting of embeddings that the formatter rejects', () => {
  it.each(['dimensions', 'inputType'])('is left out alone, with a warning: %s', async (setting) => {
    const call = { values: ['a'], dimensions: 3, providerOptions: { azureML: { inputType: 'query', user: 'u' } } }
    const formatter = new Picky(setting)
    const { warnings } = await formatter.provider.embeddingModel().doEmbed(call)
    expect(warnings).toEqual([{ type: 'unsupported', feature: setting, details: `${setting} is beyond this model.` }])
    const complete = { values: ['a'], dimensions: 3, inputType: 'query', modelKwargs: { user: 'u' } }
    expect(formatter.accepted).toEqual({ ...complete, [setting]: undefined })
  })
})
