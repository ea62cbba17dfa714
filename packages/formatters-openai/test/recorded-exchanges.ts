import type { ChatRequest, ChatResponse, RequestContext } from '@azureml-endpoints/core'
import type { OpenAIFormatterOptions } from '../src/index.ts'
import { question, urls } from './conversation.ts'

/** A request, its body, the response, and the expected result. */
export interface Exchange {
  readonly name: string
  readonly apiType: 'dedicated' | 'serverless'
  readonly options?: OpenAIFormatterOptions
  readonly context?: Partial<RequestContext>
  readonly request: ChatRequest
  readonly body: unknown
  readonly response?: unknown
  readonly events?: readonly unknown[]
  readonly expected?: Partial<Omit<ChatResponse, 'raw' | 'headers' | 'request'>>
}

const greeting = question('Hello')
const greetingMessages = [{ role: 'user', content: 'Hello' }]
const tersely: ChatRequest = {
  messages: [
    { role: 'system', content: 'Few words.' },
    { role: 'user', content: 'Hello' },
  ],
}
const terselyMessages = [
  { role: 'system', content: 'Few words.' },
  { role: 'user', content: 'Hello' },
]

export const dedicatedExchanges: readonly Exchange[] = [
  {
    name: 'A01: the classic image',
    apiType: 'dedicated',
    context: { modelKwargs: { do_sample: true } },
    request: { ...question('Name ten sights of Lisbon'), temperature: 0.7, topP: 0.9, maxTokens: 1000 },
    body: {
      input_data: {
        input_string: [{ role: 'user', content: 'Name ten sights of Lisbon' }],
        parameters: { temperature: 0.7, top_p: 0.9, do_sample: true, max_new_tokens: 1000 },
      },
    },
    response: { output: ' 1. The castle' },
    expected: { text: ' 1. The castle', toolCalls: [] },
  },
  {
    name: 'A02: a history, and a parameter of the image',
    apiType: 'dedicated',
    context: { modelKwargs: { do_sample: true, return_full_text: false } },
    request: {
      messages: [
        { role: 'user', content: 'Where to first?' },
        { role: 'assistant', content: '1. The castle' },
        { role: 'user', content: 'Why number 1?' },
      ],
      temperature: 0.6,
      topP: 0.9,
      maxTokens: 200,
    },
    body: {
      input_data: {
        input_string: [
          { role: 'user', content: 'Where to first?' },
          { role: 'assistant', content: '1. The castle' },
          { role: 'user', content: 'Why number 1?' },
        ],
        parameters: { temperature: 0.6, top_p: 0.9, do_sample: true, max_new_tokens: 200, return_full_text: false },
      },
    },
    response: { output: ' For the view' },
    expected: { text: ' For the view' },
  },
  {
    name: 'B01: the rich envelope of the newer image',
    apiType: 'dedicated',
    options: { maxTokensParameter: 'max_tokens' },
    request: { ...greeting, temperature: 0.6, maxTokens: 20 },
    body: { input_data: { input_string: greetingMessages, parameters: { temperature: 0.6, max_tokens: 20 } } },
    response: {
      output: ' Good day.',
      message: { role: 'assistant', content: ' Good day.' },
      finish_reason: 'stop',
      usage: { prompt_tokens: 9, total_tokens: 12, completion_tokens: 3 },
      model: 'm',
      id: 'chatcmpl-1',
    },
    expected: {
      text: ' Good day.',
      finishReason: 'stop',
      rawFinishReason: 'stop',
      usage: {
        inputTokens: 9,
        outputTokens: 3,
        totalTokens: 12,
        raw: { prompt_tokens: 9, total_tokens: 12, completion_tokens: 3 },
      },
      model: 'm',
      id: 'chatcmpl-1',
    },
  },
  {
    name: 'B03: stream in the parameters, and reasoning',
    apiType: 'dedicated',
    request: { ...question('PONDER'), modelKwargs: { stream: true } },
    body: {
      input_data: { input_string: [{ role: 'user', content: 'PONDER' }], parameters: { stream: true } },
    },
    response: {
      output: ' Good day.',
      message: { role: 'assistant', content: ' Good day.', reasoning_content: 'A greeting, then.' },
      finish_reason: 'stop',
      usage: { prompt_tokens: 9, total_tokens: 12, completion_tokens: 3 },
      model: 'm',
      id: 'chatcmpl-1',
      reasoning_content: 'A greeting, then.',
    },
    expected: { text: ' Good day.', reasoning: 'A greeting, then.', finishReason: 'stop' },
  },
  {
    name: 'P01: text that the Python original escaped twice',
    apiType: 'dedicated',
    options: { maxTokensParameter: 'max_tokens' },
    context: { modelKwargs: { temperature: 0.6 } },
    request: {
      messages: [
        { role: 'system', content: 'Few words.' },
        { role: 'user', content: 'Read "this"\nin\tD:\\y ü' },
      ],
      maxTokens: 5,
      stop: ['END'],
    },
    body: {
      input_data: {
        input_string: [
          { role: 'system', content: 'Few words.' },
          { role: 'user', content: 'Read "this"\nin\tD:\\y ü' },
        ],
        parameters: { temperature: 0.6, max_tokens: 5, stop: ['END'] },
      },
    },
    response: { output: '  so be it ' },
    expected: { text: '  so be it ' },
  },
]

/** A completion as the model-inference API returns it. */
function completion(message: object, rest: object = {}): unknown {
  return {
    id: 'x',
    object: 'chat.completion',
    created: 1,
    model: 'm',
    choices: [{ index: 0, message: { role: 'assistant', ...message }, finish_reason: 'stop', logprobs: null }],
    usage: { prompt_tokens: 3, total_tokens: 5, completion_tokens: 2 },
    ...rest,
  }
}

const usage = {
  inputTokens: 3,
  outputTokens: 2,
  totalTokens: 5,
  raw: { prompt_tokens: 3, total_tokens: 5, completion_tokens: 2 },
}
const models = { url: urls.models, deploymentName: 'm' }

export const serverlessExchanges: readonly Exchange[] = [
  {
    name: 'B07: the chat route of a managed endpoint',
    apiType: 'serverless',
    context: { url: urls.managedWithoutV1 },
    request: greeting,
    body: { messages: greetingMessages },
    response: completion({ content: ' Good day.', tool_calls: null }),
    expected: { text: ' Good day.', toolCalls: [], finishReason: 'stop', usage, id: 'x', model: 'm' },
  },
  {
    name: 'B09: a temperature that the image refuses',
    apiType: 'serverless',
    context: { url: urls.managedWithoutV1 },
    request: { ...greeting, temperature: 1.5 },
    body: { messages: greetingMessages, temperature: 1.5 },
  },
  {
    name: 'B11: a JSON Schema that the image refuses',
    apiType: 'serverless',
    context: { url: urls.managedWithoutV1 },
    request: { ...greeting, responseFormat: { type: 'json', name: 'x', schema: {} } },
    body: {
      messages: greetingMessages,
      response_format: { type: 'json_schema', json_schema: { name: 'x', schema: {} } },
    },
  },
  {
    name: 'B15: through the proxy of the image, with a model in modelKwargs',
    apiType: 'serverless',
    context: { modelKwargs: { model: 'm' } },
    request: greeting,
    body: { model: 'm', messages: greetingMessages },
    response: completion({ content: ' Good day.' }),
    expected: { text: ' Good day.', finishReason: 'stop', usage },
  },
  {
    name: 'E01: a Hugging Face container, whose id is empty',
    apiType: 'serverless',
    request: { ...tersely, maxTokens: 128 },
    body: { messages: terselyMessages, max_tokens: 128 },
    response: {
      id: '',
      object: 'chat.completion',
      created: 1,
      model: 'org/model',
      system_fingerprint: '3.3.4',
      choices: [{ index: 0, message: { role: 'assistant', content: 'Ahoy' }, logprobs: null, finish_reason: 'length' }],
      usage: { prompt_tokens: 30, completion_tokens: 128, total_tokens: 158 },
    },
    expected: { text: 'Ahoy', finishReason: 'length', rawFinishReason: 'length', id: undefined, model: 'org/model' },
  },
  {
    name: 'G01: pay-as-you-go, whose model is empty',
    apiType: 'serverless',
    context: { url: urls.serverless },
    request: { ...tersely, temperature: 0.8, maxTokens: 512 },
    body: { messages: terselyMessages, temperature: 0.8, max_tokens: 512 },
    response: completion({ content: 'Yes' }, { model: '' }),
    expected: { text: 'Yes', model: undefined },
  },
  {
    name: 'G02: the /models route, which reads the deployment from the body',
    apiType: 'serverless',
    context: models,
    request: tersely,
    body: { model: 'm', messages: terselyMessages },
    response: completion({ content: 'Some.', tool_calls: null }),
    expected: { text: 'Some.', toolCalls: [] },
  },
  {
    name: 'G05: a tool call',
    apiType: 'serverless',
    context: models,
    request: {
      ...tersely,
      toolChoice: 'auto',
      tools: [
        {
          name: 'find_train',
          description: 'The next train',
          parameters: { type: 'object', properties: { from: { type: 'string' } }, required: ['from'] },
        },
      ],
    },
    body: {
      model: 'm',
      messages: terselyMessages,
      tool_choice: 'auto',
      tools: [
        {
          type: 'function',
          function: {
            name: 'find_train',
            description: 'The next train',
            parameters: { type: 'object', properties: { from: { type: 'string' } }, required: ['from'] },
          },
        },
      ],
    },
    response: completion(
      {},
      {
        choices: [
          {
            index: 0,
            message: {
              role: 'assistant',
              content: '',
              tool_calls: [
                {
                  id: 'abc0',
                  type: 'function',
                  function: { name: 'find_train', arguments: '{"from": "Porto"}', call_id: null },
                },
              ],
            },
            finish_reason: 'tool_calls',
            logprobs: null,
          },
        ],
      },
    ),
    expected: {
      text: '',
      toolCalls: [{ id: 'abc0', name: 'find_train', arguments: '{"from": "Porto"}' }],
      finishReason: 'tool-calls',
    },
  },
  {
    name: 'G08: JSON mode',
    apiType: 'serverless',
    context: models,
    request: { ...tersely, responseFormat: { type: 'json' } },
    body: { model: 'm', messages: terselyMessages, response_format: { type: 'json_object' } },
    response: completion({ content: '{"about": 7}', tool_calls: null }),
    expected: { text: '{"about": 7}' },
  },
  {
    name: 'G10: reasoning in its own field',
    apiType: 'serverless',
    context: models,
    request: greeting,
    body: { model: 'm', messages: greetingMessages },
    response: completion({ content: 'Some.', reasoning_content: 'Well now', tool_calls: null }),
    expected: { text: 'Some.', reasoning: 'Well now' },
  },
  {
    name: 'G12: an image',
    apiType: 'serverless',
    context: models,
    request: {
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'What is drawn?' },
            { type: 'image', data: 'AAAA', mediaType: 'image/jpg' },
          ],
        },
      ],
      temperature: 0,
      topP: 1,
      maxTokens: 2048,
    },
    body: {
      model: 'm',
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'What is drawn?' },
            { type: 'image_url', image_url: { url: 'data:image/jpg;base64,AAAA' } },
          ],
        },
      ],
      temperature: 0,
      top_p: 1,
      max_tokens: 2048,
    },
    response: completion({ content: 'A hat.', tool_calls: null }),
    expected: { text: 'A hat.' },
  },
  {
    name: 'G13: a recording, as data and by its URL',
    apiType: 'serverless',
    context: models,
    request: {
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'In French' },
            { type: 'audio', data: 'AAAA', mediaType: 'audio/mpeg' },
            { type: 'audio', url: 'https://example.org/a.mp3' },
          ],
        },
      ],
    },
    body: {
      model: 'm',
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'In French' },
            { type: 'input_audio', input_audio: { data: 'AAAA', format: 'mp3' } },
            { type: 'audio_url', audio_url: { url: 'https://example.org/a.mp3' } },
          ],
        },
      ],
    },
    response: completion({ content: 'Salut.', tool_calls: null }),
    expected: { text: 'Salut.' },
  },
  {
    name: 'G33: a response that the content filter removed',
    apiType: 'serverless',
    context: models,
    request: greeting,
    body: { model: 'm', messages: greetingMessages },
    response: completion(
      {},
      {
        choices: [
          {
            index: 0,
            message: { role: 'assistant', content: '' },
            finish_reason: 'content_filter',
            content_filter_result: { error: { code: 'content_filter_error', message: 'Not filtered' } },
          },
        ],
      },
    ),
    expected: { text: '', finishReason: 'content-filter', rawFinishReason: 'content_filter' },
  },
  {
    name: 'G36: a parameter that the host does not know',
    apiType: 'serverless',
    context: { url: urls.serverless },
    request: { ...greeting, modelKwargs: { n: 1 } },
    body: { messages: greetingMessages, n: 1 },
  },
  {
    name: 'H01: the v1 route of Foundry',
    apiType: 'serverless',
    context: { url: urls.foundry, deploymentName: 'qwen' },
    request: greeting,
    body: { model: 'qwen', messages: greetingMessages },
    response: completion({ content: 'Hello.' }),
    expected: { text: 'Hello.' },
  },
  {
    name: 'H03: a parameter of another provider',
    apiType: 'serverless',
    context: { url: urls.foundry, deploymentName: 'm', modelKwargs: { thinking: { type: 'enabled' } } },
    request: greeting,
    body: { model: 'm', messages: greetingMessages, thinking: { type: 'enabled' } },
  },
  {
    name: 'P02: text that the Python original stripped',
    apiType: 'serverless',
    context: { url: urls.models },
    request: { ...tersely, temperature: 0.6, stop: 'END' },
    body: { messages: terselyMessages, temperature: 0.6, stop: ['END'] },
    response: completion({ content: ' well ' }),
    expected: { text: ' well ' },
  },
]

/** An event of a stream with one choice. */
function event(delta: object, rest: object = {}, finishReason: string | null = null): unknown {
  return {
    id: 'c1',
    object: 'chat.completion.chunk',
    created: 1,
    model: 'm',
    choices: [{ index: 0, delta, finish_reason: finishReason, logprobs: null }],
    ...rest,
  }
}

export const streamedExchanges: readonly Exchange[] = [
  {
    name: 'B14: the chat route of a managed endpoint, streamed',
    apiType: 'serverless',
    context: { url: urls.managedWithoutV1, stream: true },
    request: greeting,
    body: { messages: greetingMessages, stream: true },
    events: [
      event({ role: 'assistant', content: '' }),
      event({ content: 'Good ' }),
      event({ content: 'day' }),
      event({ content: '' }, {}, 'stop'),
    ],
    expected: { text: 'Good day', finishReason: 'stop', rawFinishReason: 'stop', id: 'c1', model: 'm' },
  },
  {
    name: 'G03: usage on the last event',
    apiType: 'serverless',
    context: { ...models, stream: true },
    request: { ...tersely, temperature: 0, topP: 1, maxTokens: 2048 },
    body: { model: 'm', messages: terselyMessages, stream: true, temperature: 0, top_p: 1, max_tokens: 2048 },
    events: [
      event({ role: 'assistant', content: '' }),
      event({ content: '' }, { usage: { prompt_tokens: 3, total_tokens: 5, completion_tokens: 2 } }, 'stop'),
    ],
    expected: { text: '', finishReason: 'stop', usage },
  },
  {
    name: 'H04: an event without choices first',
    apiType: 'serverless',
    options: { streamUsage: false },
    context: { url: urls.foundry, deploymentName: 'gpt', stream: true },
    request: greeting,
    body: { model: 'gpt', messages: greetingMessages, stream: true },
    events: [
      {
        choices: [],
        created: 0,
        id: '',
        model: '',
        object: '',
        prompt_filter_results: [{ prompt_index: 0, content_filter_results: {} }],
      },
      event({ content: '', refusal: null, role: 'assistant' }),
      event({ content: 'Hello' }),
      event({}, {}, 'stop'),
    ],
    expected: { text: 'Hello', finishReason: 'stop', id: 'c1', model: 'm' },
  },
  {
    name: 'H08: requested usage on a separate event',
    apiType: 'serverless',
    options: { streamUsage: true },
    context: { url: urls.serverless, stream: true },
    request: greeting,
    body: { messages: greetingMessages, stream: true, stream_options: { include_usage: true } },
    events: [
      event({ role: 'assistant', content: 'Hello' }, { usage: null }),
      event({}, { usage: null }, 'stop'),
      {
        id: 'c1',
        object: 'chat.completion.chunk',
        created: 1,
        model: 'm',
        choices: [],
        usage: { prompt_tokens: 3, total_tokens: 5, completion_tokens: 2 },
      },
    ],
    expected: { text: 'Hello', finishReason: 'stop', usage },
  },
]
