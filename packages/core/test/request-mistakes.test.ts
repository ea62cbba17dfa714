import {
  type ChatRequest,
  ConfigurationError,
  ContentFormatterBase,
  type EmbeddingRequest,
  type RerankRequest,
} from '@azureml-endpoints/core'
import { expect, it } from 'vitest'
import { clientOf, collect, failure, hello } from './client-of.ts'

/** The message is the setting and the problem. */
type Mistake = readonly [request: unknown, setting: string, problem: string]

const hi = { role: 'user', content: 'Hi' }
const url = 'https://example.org/a.png'
const tool = { name: 'f', parameters: { type: 'object' } }
const documents = ['a', 'b']
const says = (message: object): object => ({ messages: [hi, { content: 'x', ...message }] })
const user = (content: unknown): object => ({ messages: [{ role: 'user', content }] })
const calls = (toolCalls: unknown): object => says({ role: 'assistant', toolCalls })

const ofChat: readonly Mistake[] = [
  [undefined, 'request', 'is undefined; it must be an object with `messages`'],
  ['Hi', 'request', 'is "Hi"; it must be an object with `messages`'],
  [[], 'request', 'is []; it must be an object with `messages`'],
  [{}, 'messages', 'is undefined; it must be a list of messages'],
  [{ messages: 'Hi' }, 'messages', 'is "Hi"; it must be a list of messages'],
  [{ messages: [] }, 'messages', 'is empty: a conversation needs at least one message'],
  [{ messages: ['Hi'] }, 'messages[0]', 'is "Hi"; it must be a message with role and content'],
  [{ messages: [hi, null] }, 'messages[1]', 'is null; it must be a message with role and content'],
  [
    says({ role: 'developer' }),
    'messages[1].role',
    "is \"developer\"; it must be 'system', 'user', 'assistant' or 'tool'; use 'system'",
  ],
  [
    says({ role: 'human' }),
    'messages[1].role',
    "is \"human\"; it must be 'system', 'user', 'assistant' or 'tool'; use 'user'",
  ],
  [
    says({ role: 'ai' }),
    'messages[1].role',
    "is \"ai\"; it must be 'system', 'user', 'assistant' or 'tool'; use 'assistant'",
  ],
  [
    says({ role: 'model' }),
    'messages[1].role',
    "is \"model\"; it must be 'system', 'user', 'assistant' or 'tool'; use 'assistant'",
  ],
  [
    says({ role: 'bot' }),
    'messages[1].role',
    "is \"bot\"; it must be 'system', 'user', 'assistant' or 'tool'; use 'assistant'",
  ],
  [
    says({ role: 'function' }),
    'messages[1].role',
    "is \"function\"; it must be 'system', 'user', 'assistant' or 'tool'; use 'tool'",
  ],
  [
    says({ role: 'narrator' }),
    'messages[1].role',
    "is \"narrator\"; it must be 'system', 'user', 'assistant' or 'tool'",
  ],
  [says({ role: 5 }), 'messages[1].role', "is 5; it must be 'system', 'user', 'assistant' or 'tool'"],
  [user(null), 'messages[0].content', 'is null; the content of user messages must be a string or a list of parts'],
  [user([]), 'messages[0].content', 'is an empty list; a user message needs text or at least one part'],
  [user(5), 'messages[0].content', 'is 5; the content of user messages must be a string or a list of parts'],
  [
    says({ role: 'system', content: [] }),
    'messages[1].content',
    'is []; the content of system messages must be a string',
  ],
  [
    says({ role: 'assistant', content: null }),
    'messages[1].content',
    'is null; the content of assistant messages must be a string',
  ],
  [user(['Hi']), 'messages[0].content[0]', 'is "Hi"; it must be a part with a type'],
  [user([{ type: 'text' }]), 'messages[0].content[0].text', 'is undefined; it must be a string'],
  [user([{ type: 'text', text: 5 }]), 'messages[0].content[0].text', 'is 5; it must be a string'],
  [
    user([{ type: 'text', text: 'a' }, {}]),
    'messages[0].content[1].type',
    "is undefined; it must be 'text', 'image', 'audio', 'video' or 'file'",
  ],
  [
    user([{ type: 'smell', url }]),
    'messages[0].content[0].type',
    "is \"smell\"; it must be 'text', 'image', 'audio', 'video' or 'file'",
  ],
  [
    user([{ type: 'image_url', url }]),
    'messages[0].content[0].type',
    "is \"image_url\"; it must be 'text', 'image', 'audio', 'video' or 'file'; use 'image' with `url` or `data`",
  ],
  [
    user([{ type: 'input_audio', url }]),
    'messages[0].content[0].type',
    "is \"input_audio\"; it must be 'text', 'image', 'audio', 'video' or 'file'; use 'audio' with `url` or `data`",
  ],
  [
    user([{ type: 'video_url', url }]),
    'messages[0].content[0].type',
    "is \"video_url\"; it must be 'text', 'image', 'audio', 'video' or 'file'; use 'video' with `url` or `data`",
  ],
  [
    user([{ type: 'input_file', url }]),
    'messages[0].content[0].type',
    "is \"input_file\"; it must be 'text', 'image', 'audio', 'video' or 'file'; use 'file' with `url` or `data`",
  ],
  [
    user([{ type: 'document', url }]),
    'messages[0].content[0].type',
    "is \"document\"; it must be 'text', 'image', 'audio', 'video' or 'file'; use 'file' with `url` or `data`",
  ],
  [
    user([{ type: 'audio', url, detail: 'low' }]),
    'messages[0].content[0].detail',
    'is "low"; it must be a string, and only images have it',
  ],
  [
    user([{ type: 'image', url, detail: 5 }]),
    'messages[0].content[0].detail',
    'is 5; it must be a string, and only images have it',
  ],
  [user([{ type: 'image' }]), 'messages[0].content[0]', 'needs exactly one of `url` and `data`'],
  [user([{ type: 'image', url, data: 'AAAA' }]), 'messages[0].content[0]', 'needs exactly one of `url` and `data`'],
  [user([{ type: 'image', url: 'a.png' }]), 'messages[0].content[0].url', 'is "a.png"; it must be a URL'],
  [user([{ type: 'file', data: 5 }]), 'messages[0].content[0].data', 'must be base64 text or a Uint8Array'],
  [
    says({ role: 'tool', content: 'x' }),
    'messages[1].toolCallId',
    'is missing; it must be the id of the tool call that the message answers',
  ],
  [
    says({ role: 'tool', content: 'x', toolCallId: 5 }),
    'messages[1].toolCallId',
    'is missing; it must be the id of the tool call that the message answers',
  ],
  [calls({}), 'messages[1].toolCalls', 'is {}; it must be a list of tool calls'],
  [
    calls([5]),
    'messages[1].toolCalls[0]',
    'needs `id`, `name` and `arguments`, all of them strings (`arguments` is JSON text)',
  ],
  [
    calls([{ id: 5, name: 'f', arguments: '{}' }]),
    'messages[1].toolCalls[0]',
    'needs `id`, `name` and `arguments`, all of them strings (`arguments` is JSON text)',
  ],
  [
    calls([{ id: 'a', name: 5, arguments: '{}' }]),
    'messages[1].toolCalls[0]',
    'needs `id`, `name` and `arguments`, all of them strings (`arguments` is JSON text)',
  ],
  [
    calls([{ id: 'a', name: 'f', arguments: {} }]),
    'messages[1].toolCalls[0]',
    'needs `id`, `name` and `arguments`, all of them strings (`arguments` is JSON text)',
  ],
  [{ ...hello, temperature: Number.NaN }, 'temperature', 'is NaN; it must be a finite number'],
  [{ ...hello, topP: Infinity }, 'topP', 'is Infinity; it must be a finite number'],
  [{ ...hello, topK: '5' }, 'topK', 'is "5"; it must be a finite number'],
  [{ ...hello, maxTokens: '5' }, 'maxTokens', 'is "5"; it must be a finite number'],
  [{ ...hello, seed: null }, 'seed', 'is null; it must be a finite number'],
  [{ ...hello, presencePenalty: [] }, 'presencePenalty', 'is []; it must be a finite number'],
  [{ ...hello, frequencyPenalty: {} }, 'frequencyPenalty', 'is {}; it must be a finite number'],
  [{ ...hello, parallelToolCalls: 1 }, 'parallelToolCalls', 'is 1; it must be true or false'],
  [{ ...hello, logprobs: 'yes' }, 'logprobs', 'is "yes"; it must be true or false'],
  [{ ...hello, reasoningEffort: 1 }, 'reasoningEffort', 'is 1; it must be a string'],
  [{ ...hello, user: {} }, 'user', 'is {}; it must be a string'],
  [{ ...hello, stop: 5 }, 'stop', 'is 5; it must be a string or a list of strings'],
  [{ ...hello, stop: ['a', 1] }, 'stop', 'is ["a",1]; it must be a string or a list of strings'],
  [{ ...hello, topLogprobs: -1 }, 'topLogprobs', 'is -1; it must be a whole number from 0'],
  [{ ...hello, topLogprobs: 0.5 }, 'topLogprobs', 'is 0.5; it must be a whole number from 0'],
  [{ ...hello, logitBias: [] }, 'logitBias', 'is []; it must be an object with a finite number for each token id'],
  [
    { ...hello, logitBias: { 5: 1, 6: '1' } },
    'logitBias',
    'is {"5":1,"6":"1"}; it must be an object with a finite number for each token id',
  ],
  [{ ...hello, tools: {} }, 'tools', 'is {}; it must be a list of tools'],
  [{ ...hello, tools: [tool, 'f'] }, 'tools[1]', 'needs a `name` and `parameters`, a JSON Schema as a plain object'],
  [
    { ...hello, tools: [{ type: 'function', function: tool }] },
    'tools[0]',
    'is in the wire format; pass the content of its `function`',
  ],
  [
    { ...hello, tools: [{ ...tool, name: '' }] },
    'tools[0]',
    'needs a `name` and `parameters`, a JSON Schema as a plain object',
  ],
  [
    { ...hello, tools: [{ name: 'f' }] },
    'tools[0]',
    'needs a `name` and `parameters`, a JSON Schema as a plain object',
  ],
  [
    { ...hello, tools: [{ ...tool, parameters: [] }] },
    'tools[0].parameters',
    'is []; it must be a JSON Schema as a plain object',
  ],
  [{ ...hello, toolChoice: 'required' }, 'toolChoice', 'is "required", but there are no `tools` to choose from'],
  [
    { ...hello, toolChoice: 'required', tools: [] },
    'toolChoice',
    'is "required", but there are no `tools` to choose from',
  ],
  [
    { ...hello, toolChoice: 'sometimes', tools: [tool] },
    'toolChoice',
    "is \"sometimes\"; it must be 'auto', 'none', 'required' or { name }",
  ],
  [
    { ...hello, toolChoice: { name: 5 }, tools: [tool] },
    'toolChoice',
    "is {\"name\":5}; it must be 'auto', 'none', 'required' or { name }",
  ],
  [
    { ...hello, toolChoice: { name: 'g' }, tools: [tool, { ...tool, name: 'h' }] },
    'toolChoice',
    'names "g", but the tools are f, h',
  ],
  [{ ...hello, responseFormat: 'json' }, 'responseFormat', "is \"json\"; its type must be 'text' or 'json'"],
  [
    { ...hello, responseFormat: { type: 'xml' } },
    'responseFormat',
    'is {"type":"xml"}; its type must be \'text\' or \'json\'',
  ],
  [
    { ...hello, responseFormat: { type: 'json', strict: true } },
    'responseFormat.strict',
    'is true, but there is no `schema` to enforce; pass one, or leave `strict` out',
  ],
  [
    { ...hello, responseFormat: { type: 'json', schema: 'x' } },
    'responseFormat.schema',
    'is "x"; it must be a JSON Schema as a plain object',
  ],
  [{ ...hello, modelKwargs: [] }, 'modelKwargs', 'must be a plain object of body parameters'],
  [{ ...hello, modelKwargs: null }, 'modelKwargs', 'must be a plain object of body parameters'],
  [{ ...hello, modelKwargs: new Map() }, 'modelKwargs', 'must be a plain object of body parameters'],
  [{ ...hello, stream: 1 }, 'stream', 'is unknown. Call `stream()` for a streamed answer and `chat()` for a whole one'],
  [{ ...hello, input: 1 }, 'input', "is unknown. Pass it as `messages`: [{ role: 'user', content: … }]"],
  [{ ...hello, prompt: 1 }, 'prompt', "is unknown. Pass it as `messages`: [{ role: 'user', content: … }]"],
  [
    { ...hello, systemPrompt: 1 },
    'systemPrompt',
    "is unknown. Pass it as the first of `messages`: { role: 'system', content: … }",
  ],
  [
    { ...hello, system_prompt: 1 },
    'system_prompt',
    "is unknown. Pass it as the first of `messages`: { role: 'system', content: … }",
  ],
  [
    { ...hello, instructions: 1 },
    'instructions',
    "is unknown. Pass it as the first of `messages`: { role: 'system', content: … }",
  ],
  [{ ...hello, system: 1 }, 'system', "is unknown. Pass it as the first of `messages`: { role: 'system', content: … }"],
  [
    { ...hello, model: 1 },
    'model',
    'is unknown. Name a deployment as `deploymentName` of the client, or pass `model` in `modelKwargs`',
  ],
  [{ ...hello, signal: 1 }, 'signal', 'is unknown. Pass it in the second argument, the options of the call'],
  [
    { ...hello, abortSignal: 1 },
    'abortSignal',
    'is unknown. Pass it as `signal` in the second argument, the options of the call',
  ],
  [{ ...hello, headers: 1 }, 'headers', 'is unknown. Pass it in the second argument, the options of the call'],
  [{ ...hello, timeout: 1 }, 'timeout', 'is unknown. Pass it in the second argument, the options of the call'],
  [{ ...hello, maxRetries: 1 }, 'maxRetries', 'is unknown. Pass it in the second argument, the options of the call'],
  [{ ...hello, max_retries: 1 }, 'max_retries', 'is unknown. Pass it in the second argument, the options of the call'],
  [{ ...hello, tools: [{ ...tool, schema: {} }] }, 'tools[0].schema', 'is unknown. Use `parameters`'],
  [{ ...hello, tools: [{ ...tool, inputSchema: {} }] }, 'tools[0].inputSchema', 'is unknown. Use `parameters`'],
  [{ ...hello, tools: [{ ...tool, input_schema: {} }] }, 'tools[0].input_schema', 'is unknown. Use `parameters`'],
  [
    { ...hello, responseFormat: { type: 'json', jsonSchema: {} } },
    'responseFormat.jsonSchema',
    'is unknown. Use `schema`',
  ],
  [
    { ...hello, responseFormat: { type: 'json', json_schema: {} } },
    'responseFormat.json_schema',
    'is unknown. Use `schema`',
  ],
  [calls([{ id: 'a', name: 'f', args: {} }]), 'messages[1].toolCalls[0].args', 'is unknown. Use `arguments`'],
  [user([{ type: 'image', mimeType: 1 }]), 'messages[0].content[0].mimeType', 'is unknown. Use `mediaType`'],
  [user([{ type: 'image', mime_type: 1 }]), 'messages[0].content[0].mime_type', 'is unknown. Use `mediaType`'],
  [user([{ type: 'image', name: 1 }]), 'messages[0].content[0].name', 'is unknown. Use `filename`'],
  [user([{ type: 'image', imageUrl: 1 }]), 'messages[0].content[0].imageUrl', 'is unknown. Use `url`'],
  [user([{ type: 'image', image_url: 1 }]), 'messages[0].content[0].image_url', 'is unknown. Use `url`'],
  [user([{ type: 'image', videoUrl: 1 }]), 'messages[0].content[0].videoUrl', 'is unknown. Use `url`'],
  [user([{ type: 'image', audioUrl: 1 }]), 'messages[0].content[0].audioUrl', 'is unknown. Use `url`'],
]

const ofEmbed: readonly Mistake[] = [
  [undefined, 'request', 'is undefined; it must be an object with `values`'],
  [null, 'request', 'is null; it must be an object with `values`'],
  ['Hi', 'request', 'is "Hi"; it must be an object with `values`'],
  [{}, 'values', 'must be a list of at least one string'],
  [{ values: 'Hi' }, 'values', 'must be a list of at least one string'],
  [{ values: [] }, 'values', 'must be a list of at least one string'],
  [{ values: ['a', 5] }, 'values', 'must be a list of at least one string'],
  [{ values: ['a'], dimensions: 0 }, 'dimensions', 'is 0; it must be a whole number above 0'],
  [{ values: ['a'], dimensions: 1.5 }, 'dimensions', 'is 1.5; it must be a whole number above 0'],
  [{ values: ['a'], dimensions: '5' }, 'dimensions', 'is "5"; it must be a whole number above 0'],
  [{ values: ['a'], inputType: '' }, 'inputType', 'is ""; it must be a text'],
  [{ values: ['a'], inputType: 5 }, 'inputType', 'is 5; it must be a text'],
  [{ values: ['a'], modelKwargs: [] }, 'modelKwargs', 'must be a plain object of body parameters'],
  [{ values: ['a'], modelKwargs: 'x' }, 'modelKwargs', 'must be a plain object of body parameters'],
  [{ values: ['a'], modelKwargs: null }, 'modelKwargs', 'must be a plain object of body parameters'],
  [
    { values: ['a', 'b', 'c'] },
    'values',
    'has 3 texts, but the endpoint takes at most 2 in one request. Split the list',
  ],
  [
    { input: ['a'] },
    'input',
    'is unknown. Use `values`. Put body parameters that have no name here into `modelKwargs`',
  ],
  [
    { texts: ['a'] },
    'texts',
    'is unknown. Use `values`. Put body parameters that have no name here into `modelKwargs`',
  ],
  [
    { inputs: ['a'] },
    'inputs',
    'is unknown. Use `values`. Put body parameters that have no name here into `modelKwargs`',
  ],
]

const ofRerank: readonly Mistake[] = [
  [undefined, 'request', 'is undefined; it must be an object with a query and documents'],
  ['Hi', 'request', 'is "Hi"; it must be an object with a query and documents'],
  [{ documents }, 'query', 'is undefined; it must be a text that is not blank'],
  [{ query: ' ', documents }, 'query', 'is " "; it must be a text that is not blank'],
  [{ query: 'q' }, 'documents', 'is undefined; it must be a list of at least one text'],
  [{ query: 'q', documents: [] }, 'documents', 'is []; it must be a list of at least one text'],
  [{ query: 'q', documents: ['a', { text: 'b' }] }, 'documents[1]', 'is {"text":"b"}; it must be a text'],
  [{ query: 'q', documents, topN: 0 }, 'topN', 'is 0; it must be a whole number above 0'],
  [{ query: 'q', documents, topN: '1' }, 'topN', 'is "1"; it must be a whole number above 0'],
  [{ query: 'q', documents, modelKwargs: [] }, 'modelKwargs', 'must be a plain object of body parameters'],
  [
    { query: 'q', documents, top_n: 1 },
    'top_n',
    'is unknown. Use `topN`. Put body parameters that have no name here into `modelKwargs`',
  ],
]

/** Embeds two texts at once, at most. */
class Formatter extends ContentFormatterBase {
  readonly name = 'f'
  readonly codecs = { serverless: { formatRequest: () => ({}), parseResponse: unanswered } }
  override readonly embeddingCodecs = {
    serverless: { maxValues: 2, formatRequest: () => ({}), parseResponse: unanswered },
  }
  override readonly rerankCodecs = { serverless: { formatRequest: () => ({}), parseResponse: unanswered } }
}

function unanswered(): never {
  throw new Error('A request was sent.')
}

const client = clientOf(unanswered, { contentFormatter: Formatter, endpointApiType: 'serverless' })

async function refusalOf(answer: Promise<unknown>): Promise<{ setting: string | undefined; message: string }> {
  const error = await failure(answer)
  if (!(error instanceof ConfigurationError)) throw error
  return { setting: error.setting, message: error.message }
}

const refusal = (setting: string, problem: string): object => ({ setting, message: `\`${setting}\` ${problem}.` })

it.each(ofChat)('chat() and stream() refuse %j before any request', async (request, setting, problem) => {
  expect(await refusalOf(client.chat(request as ChatRequest))).toEqual(refusal(setting, problem))
  const { error } = await collect(client.stream(request as ChatRequest))
  expect(await refusalOf(Promise.reject(error))).toEqual(refusal(setting, problem))
})

it.each(ofEmbed)('embed() refuses %j before any request', async (request, setting, problem) => {
  expect(await refusalOf(client.embed(request as EmbeddingRequest))).toEqual(refusal(setting, problem))
})

it.each(ofRerank)('rerank() refuses %j before any request', async (request, setting, problem) => {
  expect(await refusalOf(client.rerank(request as RerankRequest))).toEqual(refusal(setting, problem))
})
