import { type RecordedExchange, testContentFormatter } from '@azureml-endpoints/core/testing'
import { describe, vi } from 'vitest'
import {
  chatTemplates,
  type ChatTemplateName,
  CustomOpenAIContentFormatter,
  DollyContentFormatter,
  GPT2ContentFormatter,
  HFContentFormatter,
  LlamaContentFormatter,
  MLflowContentFormatter,
  OSSContentFormatter,
  TGIContentFormatter,
} from '../src/index.ts'

vi.spyOn(console, 'warn').mockImplementation(() => {})

const messages = [{ role: 'user', content: 'a "q"\nb' }] as const
const prompt = 'a "q"\nb'
const usage = { inputTokens: 4, outputTokens: 2, totalTokens: 6 }
const spent = { prompt_tokens: 4, completion_tokens: 2, total_tokens: 6 }

const gpt2: RecordedExchange = {
  name: 'P05 without its escapes and quotes',
  apiType: 'dedicated',
  request: { messages, maxTokens: 5 },
  body: { inputs: { input_string: [prompt] }, parameters: { max_new_tokens: 5 } },
  response: [{ '0': 'some words' }],
  expected: { text: 'some words', finishReason: 'stop', toolCalls: [] },
}

const hf: RecordedExchange = {
  ...gpt2,
  name: 'P06 without its quotes',
  body: { inputs: [prompt], parameters: { max_new_tokens: 5 } },
  response: [{ '0': { generated_text: 'some words' } }],
}

const dolly: RecordedExchange = {
  ...gpt2,
  name: 'the body of the Python original, without escapes and quotes',
  body: { input_data: { input_string: [prompt] }, parameters: { max_new_tokens: 5 } },
  response: ['some words'],
}

const image: readonly RecordedExchange[] = [
  {
    ...gpt2,
    name: 'P08 without its escapes and quotes',
    body: { input_data: { input_string: [prompt], parameters: { max_new_tokens: 5 } } },
  },
  {
    name: 'A04: no parameters, and an echo',
    apiType: 'dedicated',
    request: { messages: [{ role: 'user', content: 'Sort a list in Python' }] },
    body: { input_data: { input_string: ['Sort a list in Python'], parameters: {} } },
    response: [{ '0': 'Sort a list in Python: use sorted()' }],
    expected: { text: ': use sorted()' },
  },
  {
    name: 'the envelope of newer images',
    apiType: 'dedicated',
    response: { output: ['some words'], finish_reason: 'length', usage: spent, id: 'c', model: 'm' },
    expected: { text: 'some words', finishReason: 'length', usage },
  },
]

const completions: RecordedExchange = {
  name: 'P09, and the same streamed',
  apiType: 'serverless',
  context: { stream: false },
  request: { messages, stop: 'END' },
  body: { prompt, stop: ['END'] },
  response: {
    id: 'c',
    choices: [{ index: 0, text: ' some words', finish_reason: 'stop', logprobs: null }],
    usage: spent,
  },
  events: [
    { id: 'c', choices: [{ index: 0, text: ' some', finish_reason: null }] },
    { id: 'c', choices: [{ index: 0, text: ' words', finish_reason: 'stop' }] },
    { id: 'c', choices: [], usage: spent },
    '[DONE]',
  ],
  expected: { text: ' some words', finishReason: 'stop', usage },
}

const streamed: RecordedExchange = {
  name: 'a stream that is asked to report its usage',
  apiType: 'serverless',
  context: { stream: true, url: new URL('https://my-ep.westeurope.inference.ml.azure.com/v1/completions') },
  request: { messages },
  body: { prompt, stream: true, stream_options: { include_usage: true } },
  expected: {},
}

const mlflow: RecordedExchange = {
  name: 'A07: the full text, because it is asked for',
  apiType: 'dedicated',
  context: { modelKwargs: { do_sample: true, return_full_text: true } },
  request: { messages: [{ role: 'user', content: 'The sea is' }], temperature: 0.2, topP: 0.9, maxTokens: 100 },
  body: {
    input_data: ['The sea is'],
    params: { do_sample: true, return_full_text: true, temperature: 0.2, top_p: 0.9, max_new_tokens: 100 },
  },
  response: ['The sea is wide'],
  expected: { text: 'The sea is wide' },
}

const table: RecordedExchange = {
  name: 'a table in split orientation',
  apiType: 'dedicated',
  request: { messages },
  body: { input_data: { columns: ['text'], index: [0], data: [[prompt]] }, params: {} },
  response: [{ '0': `${prompt} and on` }],
  expected: { text: ' and on' },
}

const tgi: RecordedExchange = {
  name: 'generate',
  apiType: 'dedicated',
  context: { url: new URL('https://my-ep.westeurope.inference.ml.azure.com/generate') },
  request: { messages, maxTokens: 5, seed: 7 },
  body: { inputs: prompt, parameters: { details: true, max_new_tokens: 5, seed: 7 } },
  response: { generated_text: ' some words', details: { finish_reason: 'eos_token', generated_tokens: 3, seed: 7 } },
  events: [
    { index: 1, token: { id: 5, text: ' some', special: false }, generated_text: null, details: null },
    { index: 2, token: { id: 6, text: ' words', special: false }, generated_text: null, details: null },
    {
      index: 3,
      token: { id: 2, text: '</s>', special: true },
      generated_text: ' some words',
      details: { finish_reason: 'eos_token', generated_tokens: 3, seed: 7 },
    },
  ],
  expected: { text: ' some words', finishReason: 'stop', usage: { outputTokens: 3 } },
}

testContentFormatter(GPT2ContentFormatter, [gpt2])
testContentFormatter(OSSContentFormatter, [gpt2])
testContentFormatter(HFContentFormatter, [hf])
testContentFormatter(DollyContentFormatter, [dolly])
testContentFormatter(CustomOpenAIContentFormatter, [...image, completions, streamed])
testContentFormatter(LlamaContentFormatter, [...image, completions])
testContentFormatter(MLflowContentFormatter, [mlflow])
testContentFormatter(new MLflowContentFormatter({ input: 'pandas-split', column: 'text' }), [table])
testContentFormatter(TGIContentFormatter, [tgi])

describe.each(Object.keys(chatTemplates) as ChatTemplateName[])('with the template %s', (chatTemplate) => {
  const answers = [gpt2, completions].map(({ name, apiType, response, events, expected }) => {
    return { name, apiType, response, events, expected }
  })
  testContentFormatter(new CustomOpenAIContentFormatter({ chatTemplate }), answers)
})
