// What to do about an answer in another format: each family by everything that shows it, and by what only resembles it.
import { expect, it } from 'vitest'
import { adviceForRejection } from '../../src/formatter/family-advice.ts'

const inPayload = 'The answer is in `payload`.'
const own = 'No formatter of this library reads it yet: write one, or call a route that speaks another format.'
const use = (formatter: string, place: string): string =>
  `Use \`${formatter}\` of @azureml-endpoints/formatters-${place} as \`contentFormatter\`.`

interface Family {
  readonly advice: string
  readonly formatters: readonly string[]
  readonly answers: readonly unknown[]
  readonly others: readonly unknown[]
}

const typed = (types: string): readonly object[] => types.split(' ').map((type) => ({ type }))

const families: Readonly<Record<string, Family>> = {
  'the Messages API of Anthropic': {
    advice: use('AnthropicContentFormatter', 'anthropic'),
    formatters: ['anthropic'],
    answers: [
      { type: 'message', content: [] },
      ...typed('message_start message_delta message_stop content_block_start content_block_delta content_block_stop'),
    ],
    others: [
      { type: 'message', content: 'text' },
      { type: 'reply', content: [] },
      ...typed('a_message_start message_starts content_block message_ping'),
    ],
  },
  "OpenAI's Responses API": {
    advice: use('OpenAIResponsesContentFormatter', 'openai'),
    formatters: ['openai-responses'],
    answers: [
      { object: 'response' },
      { output: [{ type: 'message' }] },
      { output: [null, {}, { type: 'reasoning' }] },
      ...typed('response.created response.output_text.delta'),
    ],
    others: [
      { object: 'answer' },
      { output: [] },
      { output: [{ type: 1 }, 'text', null] },
      { output: { type: 'message' } },
      ...typed('a.response.created response. response.created! responses.created'),
    ],
  },
  "version 2 of Cohere's API": {
    advice: use('CohereV2ContentFormatter', 'cohere'),
    formatters: ['cohere-v2'],
    answers: [
      { message: {}, finish_reason: 'COMPLETE' },
      { message: {}, finish_reason: 'MAX_TOKENS' },
      { message: {}, finish_reason: 'ABCD' },
      ...typed('message-start message-end content-start content-delta content-end tool-plan-delta'),
      ...typed('tool-call-start tool-call-delta tool-call-end citation-start citation-end'),
    ],
    others: [
      { message: {}, finish_reason: 'stop' },
      { message: {}, finish_reason: 'END' },
      { message: {}, finish_reason: 'aCOMPLETE' },
      { message: {}, finish_reason: 'COMPLETEd' },
      { message: {}, finish_reason: ['COMPLETE'] },
      { message: {} },
      { message: 'text', finish_reason: 'COMPLETE' },
      ...typed('a-message-start message-starts message-delta tool-plan-start citation-delta'),
    ],
  },
  "version 1 of Cohere's API": {
    advice: use('CohereContentFormatter', 'cohere'),
    formatters: ['cohere'],
    answers: [{ generation_id: 'g' }, { response_id: 'r' }, { event_type: 'stream-start' }],
    others: [{ generation_id: 1 }, { response_id: null }, { event_type: {} }],
  },
  'an answer of Text Generation Inference': {
    advice: `${use('TGIContentFormatter', 'text-generation')} With a list around each answer, use \`HFContentFormatter\`.`,
    formatters: ['tgi', 'huggingface'],
    answers: [{ generated_text: null }, { token: {} }, { '0': {} }, [{ generated_text: 'a' }], [[{ token: {} }]]],
    others: [{ token: 'text' }, { text: 'a' }, { '0': [] }],
  },
  'an answer of a text-generation deployment': {
    advice: use('CustomOpenAIContentFormatter', 'text-generation'),
    formatters: ['gpt2', 'oss', 'openai-completions', 'llama-completions', 'dolly', 'mlflow'],
    answers: [{ '0': 'text' }, { output: ['a', 'b'] }, ['text'], [['text']], [[[['text']]]]],
    others: [{ '0': 1 }, { output: ['a', 1] }, { output: {} }, [], [1], [[[[['text']]]]]],
  },
  'a completion of a prompt': {
    advice:
      'Use the URL that ends in /chat/completions, or `CustomOpenAIContentFormatter` of @azureml-endpoints/formatters-text-generation as `contentFormatter`.',
    formatters: ['openai-completions', 'llama-completions'],
    answers: [{ choices: [{ text: '' }] }, { choices: [null, {}, { text: 'a' }] }],
    others: [{ choices: [{ text: 1 }] }, { choices: { text: 'a' } }, { choices: ['text'] }, { choices: [] }],
  },
  "OpenAI's chat completions": {
    advice: use('CustomOpenAIChatContentFormatter', 'openai'),
    formatters: ['openai', 'mistral', 'llama'],
    answers: [
      { choices: [{ message: null }] },
      { choices: [{ delta: {} }] },
      { choices: [null, 'delta', {}, { delta: {} }] },
    ],
    others: [{ choices: [{}] }, { choices: ['message'] }, { choices: { message: {} } }],
  },
  'the answer of an embedding model': {
    advice: 'Call `embed()`, or use the URL of a chat model.',
    formatters: [],
    answers: [{ embeddings: [] }, { embeddings: { float: [] } }, { object: 'list', data: [] }],
    others: [{ embeddings: 'text' }, { object: 'list' }, { data: [] }, { object: 'lists', data: [] }],
  },
  'the answer of a reranking model': {
    advice:
      'Use the URL of a chat model. To sort documents, use `CohereV2ContentFormatter` of @azureml-endpoints/formatters-cohere as `contentFormatter`.',
    formatters: [],
    answers: [{ results: [{ relevance_score: 0 }] }],
    others: [
      { results: [] },
      { results: [{}] },
      { results: ['relevance_score'] },
      { results: { '0': { relevance_score: 1 } } },
    ],
  },
  "the answer of MLflow's model server": {
    advice:
      'Use `MLflowContentFormatter` of @azureml-endpoints/formatters-text-generation as `contentFormatter`, and the URL that ends in /score.',
    formatters: [],
    answers: [{ predictions: [] }],
    others: [{ prediction: [] }],
  },
  'the answer of an MLflow chat agent': {
    advice: use('CustomOpenAIChatContentFormatter', 'openai'),
    formatters: ['openai', 'mistral', 'llama'],
    answers: [{ messages: [{ role: 'assistant' }] }],
    others: [{ messages: [] }, { messages: [{}] }, { messages: ['role'] }, { messages: { '0': { role: 'a' } } }],
  },
  'the answer of a prompt flow': {
    advice: use('PromptFlowContentFormatter', 'text-generation'),
    formatters: ['prompt-flow'],
    answers: [{ answer: '' }, { chat_output: null }],
    others: [{ answers: '' }],
  },
  'the answer of Triton (the KServe protocol)': {
    advice: own,
    formatters: [],
    answers: [{ outputs: [{ datatype: 'BYTES' }] }],
    others: [{ outputs: [] }, { outputs: [{}] }, { outputs: ['datatype'] }, { outputs: { '0': { datatype: 'a' } } }],
  },
  "the answer of Google's Gemini API": {
    advice: own,
    formatters: [],
    answers: [{ candidates: [] }],
    others: [{ candidates: {} }],
  },
  "the answer of Ollama's own API": {
    advice: 'Use the URL that ends in /v1/chat/completions.',
    formatters: [],
    answers: [
      { done: false, message: {} },
      { done: true, response: '' },
    ],
    others: [{ done: 'true', message: {}, response: '' }, { done: true, message: 'a' }, { done: true }],
  },
  'the answer of a chat image on /score': {
    advice: "Pass endpointApiType 'dedicated' and the URL that ends in /score.",
    formatters: [],
    answers: [{ output: '' }],
    others: [{ output: 1 }],
  },
}

const unknown =
  'If this answer is correct for the deployment, pass another `contentFormatter`; the answer is in `payload`.'

it.each(Object.entries(families))('recognizes %s', (what, { advice, formatters, answers, others }) => {
  const expected = `This looks like ${what}. ${advice} ${inPayload}`
  expect(answers.map((answer) => adviceForRejection(answer, 'of-another'))).toEqual(answers.map(() => expected))
  for (const name of formatters) {
    expect(answers.map((answer) => adviceForRejection(answer, name))).toEqual(answers.map(() => unknown))
  }
  expect(others.map((other) => adviceForRejection(other, 'of-another'))).toEqual(others.map(() => unknown))
})

it('takes the more specific of two families', () => {
  const both = { choices: [{ text: 'a', message: {} }], generation_id: 'g', output: ['a'] }
  expect(adviceForRejection(both, 'of-another')).toContain("version 1 of Cohere's API")
})

it.each(['<html>', '<!DOCTYPE html>', ' \n<HTML lang="en">', '<!doctype'])('recognizes the web page %j', (page) => {
  expect(adviceForRejection(page, 'openai')).toBe(
    'The endpoint returned a web page: check the URL, and any proxy or sign-in page in between. The page is in `payload`.',
  )
})

it.each(['text <html>', '<xml>', 'html', '', null, 42, undefined, [null]])('knows nothing about %j', (body) => {
  expect(adviceForRejection(body, 'openai')).toBe(unknown)
})
