import {
  type ChatRequest,
  ConfigurationError,
  type ContentFormatterBase,
  type RequestContext,
} from '@azureml-endpoints/core'
import { describe, expect, it } from 'vitest'
import {
  CustomOpenAIContentFormatter,
  DollyContentFormatter,
  GPT2ContentFormatter,
  HFContentFormatter,
  MLflowContentFormatter,
  TGIContentFormatter,
} from '../src/index.ts'

const messages: ChatRequest['messages'] = [{ role: 'user', content: 'The sea is' }]
const url = new URL('https://my-ep.westeurope.inference.ml.azure.com/score')
const sampling = { temperature: 0.5, topP: 0.25, topK: 3, maxTokens: 7 }
const asSent = { temperature: 0.5, top_p: 0.25, top_k: 3, max_new_tokens: 7 }
const more = { stop: ['A', 'B'], seed: 9, frequencyPenalty: 0.2 }
const moreAsSent = { stop: ['A', 'B'], seed: 9, frequency_penalty: 0.2 }
const every = { ...sampling, ...more, presencePenalty: 0.1 }
const all = { request: every, parameters: { ...asSent, ...moreAsSent, presence_penalty: 0.1 } }

interface Format {
  readonly formatter: ContentFormatterBase
  /** The parameters that the format has, and the body that they become. */
  readonly request: Partial<ChatRequest>
  readonly body: (parameters: object) => object
  readonly parameters: object
}

const text = { input_string: ['The sea is'] }
const formats: Readonly<Record<string, Format>> = {
  gpt2: {
    formatter: new GPT2ContentFormatter(),
    ...all,
    body: (parameters) => ({ inputs: text, parameters }),
  },
  dolly: {
    formatter: new DollyContentFormatter(),
    ...all,
    body: (parameters) => ({ input_data: text, parameters }),
  },
  hf: {
    formatter: new HFContentFormatter(),
    ...all,
    body: (parameters) => ({ inputs: ['The sea is'], parameters }),
  },
  'custom-openai': {
    formatter: new CustomOpenAIContentFormatter(),
    ...all,
    body: (parameters) => ({ input_data: { ...text, parameters } }),
  },
  mlflow: {
    formatter: new MLflowContentFormatter(),
    request: sampling,
    parameters: asSent,
    body: (params) => ({ input_data: ['The sea is'], params }),
  },
  tgi: {
    formatter: new TGIContentFormatter(),
    request: { ...sampling, ...more },
    parameters: { ...asSent, ...moreAsSent },
    body: (parameters) => ({
      inputs: 'The sea is',
      parameters: { details: true, return_full_text: false, ...parameters },
    }),
  },
}

function bodyOf(
  { formatter }: Format,
  request: Partial<ChatRequest>,
  modelKwargs: RequestContext['modelKwargs'] = {},
): unknown {
  const context = { apiType: 'dedicated', stream: false, url, modelKwargs } as const
  return formatter.codecs.dedicated?.formatRequest({ messages, ...request }, context)
}

describe.each(Object.entries(formats))('%s', (_name, format) => {
  it('sends every parameter under its name', () => {
    expect(bodyOf(format, format.request)).toStrictEqual(format.body(format.parameters))
  })

  it("sends the client's parameters, then the named ones, then the call's", () => {
    const client = { temperature: 0, top_k: 0, one: 1 }
    const request = { temperature: 1, topK: 1, modelKwargs: { top_k: 2, two: 2 } }
    expect(bodyOf(format, request, client)).toStrictEqual(format.body({ temperature: 1, top_k: 2, one: 1, two: 2 }))
  })

  const absent = Object.keys(every).filter((name) => !(name in format.request))
  const ofChat = {
    reasoningEffort: 'low',
    parallelToolCalls: true,
    logprobs: true,
    topLogprobs: 1,
    logitBias: {},
    user: 'u',
  }
  const refused: Readonly<Record<string, unknown>> = {
    ...Object.fromEntries(absent.map((name) => [name, every[name as keyof typeof every]])),
    ...ofChat,
    tools: [{ name: 'f', parameters: {} }],
    toolChoice: 'required',
    responseFormat: { type: 'json' },
  }
  const remedy = 'Leave it out, pass a parameter that the deployment supports as `modelKwargs`, or use a chat model.'
  const reasons: Readonly<Record<string, string>> = {
    tools: 'are not supported by text-generation models',
    toolChoice: 'requires a tool call, which a text-generation model cannot make',
    responseFormat: 'is JSON, which this format does not support: ask for JSON in the prompt',
  }
  it.each(Object.entries(refused))('refuses %s', (setting, value) => {
    const message = `\`${setting}\` ${reasons[setting] ?? 'is not supported by this format'}. ${remedy}`
    expect(() => bodyOf(format, { [setting]: value })).toThrow(new ConfigurationError(message, { setting }))
    expect(() => bodyOf(format, { [setting]: value })).toThrow(expect.objectContaining({ setting }))
  })

  it.each(['', []])('leaves out what says nothing, such as the stop %j', (stop) => {
    expect(bodyOf(format, { stop, toolChoice: 'none', tools: [], responseFormat: { type: 'text' } })).toEqual(
      bodyOf(format, {}),
    )
  })
})

describe('the end of a text', () => {
  const { parseResponse } = new CustomOpenAIContentFormatter().codecs.dedicated
  it.each([
    ['stop', 'stop'],
    ['eos', 'stop'],
    ['eos_token', 'stop'],
    ['EOS_TOKEN', 'stop'],
    ['stop_sequence', 'stop'],
    ['length', 'length'],
    ['max_tokens', 'length'],
    ['content_filter', 'content-filter'],
    ['error', 'error'],
    ['of_next_year', 'other'],
  ])('%s is %s', (reason, finishReason) => {
    for (const body of [
      { output: 'x', finish_reason: reason },
      [{ generated_text: 'x', details: { finish_reason: reason } }],
    ]) {
      expect(parseResponse(body)).toMatchObject({ finishReason, rawFinishReason: reason })
    }
  })

  it.each<[usage: object, counts: object | undefined]>([
    [
      { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 },
      { inputTokens: 1, outputTokens: 2, totalTokens: 3 },
    ],
    [
      { input_length: 1, generated_tokens: 2 },
      { inputTokens: 1, outputTokens: 2 },
    ],
    [
      { prefill: [{}, {}], generated_tokens: 2 },
      { inputTokens: 2, outputTokens: 2 },
    ],
    [{ prefill: [], generated_tokens: 2 }, { outputTokens: 2 }],
    [{ prompt_tokens: 1 }, { inputTokens: 1 }],
    [{ total_tokens: 3 }, undefined],
    [{ prompt_tokens: 0, completion_tokens: 0 }, undefined],
    [
      { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0, prompt_tokens_details: { cached_tokens: 0 } },
      undefined,
    ],
    [{ input_length: 0, generated_tokens: 0, prefill: [] }, undefined],
    [{ prompt_tokens: 0, completion_tokens: 2, total_tokens: 0 }, { outputTokens: 2 }],
    [
      { prompt_tokens: 5, completion_tokens: 0 },
      { inputTokens: 5, outputTokens: 0 },
    ],
    [
      { prompt_tokens: 5, completion_tokens: 4, prompt_tokens_details: { cached_tokens: 3, audio_tokens: 0 } },
      { inputTokens: 5, outputTokens: 4, cachedInputTokens: 3 },
    ],
    [
      { prompt_tokens: 5, completion_tokens: 4, completion_tokens_details: { reasoning_tokens: 3 } },
      { inputTokens: 5, outputTokens: 4, reasoningTokens: 3 },
    ],
    [
      {
        prompt_tokens: 5,
        completion_tokens: 4,
        prompt_tokens_details: { cached_tokens: 0 },
        completion_tokens_details: { reasoning_tokens: 0 },
      },
      { inputTokens: 5, outputTokens: 4, cachedInputTokens: 0, reasoningTokens: 0 },
    ],
    [
      {
        prompt_tokens: 5,
        completion_tokens: 4,
        prompt_tokens_details: { cached_tokens: 9 },
        completion_tokens_details: { reasoning_tokens: 6 },
      },
      { inputTokens: 5, outputTokens: 10, cachedInputTokens: 5, reasoningTokens: 6 },
    ],
    [
      { prompt_tokens: 5, completion_tokens: 4, prompt_tokens_details: null, completion_tokens_details: 'x' },
      { inputTokens: 5, outputTokens: 4 },
    ],
    [{ prompt_tokens: '1', completion_tokens: Infinity, total_tokens: 1 }, undefined],
    [
      { prompt_tokens: 1, input_length: 5, completion_tokens: 2, generated_tokens: 5, prefill: [{}] },
      { inputTokens: 1, outputTokens: 2 },
    ],
  ])('has the counts of %j', (usage, counts) => {
    const expected = counts && { ...counts, raw: usage }
    expect(parseResponse({ output: 'x', usage }).usage).toStrictEqual(expected)
    expect(parseResponse({ generated_text: 'x', details: usage }).usage).toStrictEqual(expected)
  })
})
