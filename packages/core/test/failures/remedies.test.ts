import { ConfigurationError, ContentFormatterBase, FormatError } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import { describe, expect, it } from 'vitest'
import { clientOf, collect, failure, hello, sse } from '../client-of.ts'
import { errorOf } from './error-of.ts'

/** Has the name of the formatter of another package, and rejects every answer. */
class CohereContentFormatter extends ContentFormatterBase {
  readonly name = 'cohere'
  readonly codecs = { serverless: { formatRequest: () => ({}), parseResponse: rejected, openStream: () => rejected } }
}

function rejected(): never {
  throw new Error('Expected something else.')
}

/** The constant parts of messages of real servers, with figures and names of our own. */
const messages: Readonly<Record<string, readonly string[]>> = {
  'Shorten the conversation': [
    "This model's maximum context length is 100 tokens. However, your messages resulted in 200 tokens.",
    'Your input exceeds the context window of this model.',
    'context_length_exceeded',
    'Request too large for tiny on tokens per min (TPM): Limit 6000, Requested 6500.',
    'the request exceeds the available context size, try increasing it',
    'request (900 tokens) exceeds the available context size (512 tokens)',
    'exceed_context_size_error',
    'prompt is too long: 300 tokens > 200 maximum',
    'Prompt contains 300 tokens and 0 draft tokens, too large for model with 200 maximum context length',
    '`inputs` tokens + `max_new_tokens` must be <= 512. Given: 500 `inputs` tokens and 100 `max_new_tokens`',
    '`inputs` must have less than 1024 tokens. Given: 2000',
    'too many tokens: size limit exceeded by 200 tokens',
    "The input (300 tokens) is longer than the model's context length (200 tokens).",
    "Input length (300) exceeds model's maximum context length (200).",
    'Input length 300 exceeds the maximum allowed input length of 200 tokens.',
    "This model's maximum prompt length is 200 but the request contains 300 tokens.",
    'The input token count (300) exceeds the maximum number of tokens allowed (200).',
    'Please reduce the length of the messages or completion.',
    'Your request exceeded model token limit: 200 (requested: 300)',
    'Range of input length should be [1, 200]',
    'tokens to keep from the initial prompt is greater than the context length',
    'invalid params, context window exceeds limit',
    'Prompt has 300 tokens, but the configured context size is 200 tokens',
    'Requested tokens (300) exceed context window of 200',
    'max_model_len is 200, but the prompt has 300 tokens',
    'Input validation error: token limit exceeded',
    'Prompt too large for this model',
    'Token limit reached',
    'The total length of all messages is too long.',
    'too_many_prompt_tokens',
  ],
  'Lower `maxTokens`': [
    'max_tokens is too large: 5000. This model supports at most 4096 completion tokens.',
    "'max_completion_tokens' is too large",
  ],
  "`maxTokensParameter: 'max_completion_tokens'`": [
    "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
  ],
  "`maxTokensParameter: 'max_tokens'`": ["Unsupported parameter: use 'max_tokens' instead"],
  'Send the parameter as `reasoning`': ["Unsupported parameter: 'reasoning_effort'. Use 'reasoning' instead."],
  'takes no images': [
    'image input is not supported - hint: if this is unexpected, you may need to provide the mmproj',
    'tiny is not a multimodal model',
    'Invalid content type. image_url is only supported by certain models.',
    'unsupported content part type: image_url',
    'Failed to deserialize: unknown variant `image_url`, expected `text`',
    'This model does not support image input.',
    'No endpoints found that support image input',
    'The model does not support vision.',
    'Multi-modal content is not supported by this model',
  ],
  'takes no audio': ['audio input is not supported', 'Model does not support input_audio content'],
  'takes no videos': ['video_url is not supported by this model'],
  'Send fewer images': ['At most 1 image(s) may be provided in one request.', 'only 4 images are allowed'],
  MistralChatContentFormatter: [
    'Conversation roles must alternate user/assistant/user/assistant/...',
    'After the optional system message, conversation roles must alternate user and assistant roles',
    "Unexpected role 'user' after role 'tool'",
    'System role not supported',
    'Tool call id was call_1 but must be a-z, A-Z, 0-9, with a length of 9.',
    'Assistant message must have either content or tool_calls, but not none.',
    'invalid_request_message_order',
  ],
  'right before their tool messages': ['No tool call found for function call output with call_id call_1.'],
  '`sendReasoning: true`': [
    'thinking is enabled but reasoning_content is missing in assistant tool call message at index 3',
    'The `reasoning_content` in the thinking mode must be passed back to the API.',
  ],
  '`sendReasoning: false`: the model does not encrypt': ['Encrypted content is not supported with this model.'],
  'encrypted by another deployment': [
    'The encrypted content for item rs_01 could not be verified.',
    'The encrypted content gAAA...DQ== could not be verified. Reason: Encrypted content could not be decrypted or parsed.',
  ],
  'one tool message for each tool call': [
    'No tool output found for function call call_1.',
    'messages.3: `tool_use` ids were found without `tool_result` blocks immediately after: toolu_1',
    "An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'.",
    'Not the same number of function calls and responses',
  ],
  'Keep the assistant message with the tool calls': [
    "messages with role 'tool' must be a response to a preceding message with 'tool_calls'.",
    'unexpected `tool_use_id` found in `tool_result` blocks: toolu_1',
  ],
  'End the conversation with a user': [
    'This model does not support assistant message prefill. The conversation must end with a user message.',
    'Expected last role User or Tool (or Assistant with prefix True) for serving but got assistant',
  ],
  "`toolChoice: 'auto'`": [
    'Thinking may not be enabled when tool_choice forces tool use.',
    "tool_choice 'required' is incompatible with thinking enabled",
  ],
  'Leave `reasoningEffort` out': [
    'Function tools with reasoning_effort are not supported for m in /v1/chat/completions.',
  ],
  'Do not pass `tools`': ['tiny does not support tools', 'This model does not support function calling'],
  'tool-call parser': ['tools param requires --jinja flag', 'requires --enable-auto-tool-choice'],
  "`jsonSchema: 'prompt'`": [
    'structured_outputs not supported in your workspace.',
    'This response_format type is unavailable now',
    "Invalid schema for response_format 'x': 'additionalProperties' is required to be supplied and to be false.",
  ],
  'does not stream': ['Streaming is not supported by this deployment', 'stream is not supported'],
  '`streamUsage: false`': ['stream_options is not supported', 'Extra inputs are not permitted: stream_options'],
  'Leave the named parameter out': [
    "Unsupported value: 'temperature' does not support 0.2 with this model.",
    'Unrecognized request argument supplied: thinking',
    'thinking: Extra inputs are not permitted',
  ],
  'as a text instead of a list of parts': [
    'messages[0].content must be a string',
    'invalid type: sequence, expected a string',
  ],
  'not served on this route': [
    'Requested API is currently not supported',
    'The chatCompletion operation does not work with the specified model, tiny.',
  ],
  'Add credit or quota': ['Insufficient Balance', 'You exceeded your quota: insufficient_quota', 'billing_not_active'],
  'The model is retired': [
    "model 'tiny' was removed on May 1, 2025.",
    'The model `tiny` has been deprecated, learn more here: https://example.org/models',
    'The model tiny has been decommissioned and is no longer supported.',
  ],
  '`endpointApiKey`': [
    'Incorrect API key provided: tiny***.',
    'Invalid API key',
    'API key not valid. Please pass a valid API key.',
  ],
  'takes no system message': ["Unsupported value: 'messages[0].role' does not support 'system' with this model."],
  signed: ['Invalid `signature` in `thinking` block'],
  'without content': ['text content blocks must be non-empty', 'messages: content cannot be empty'],
  '`api-version`': ['API version not supported'],
}

describe('the remedy', () => {
  const cases = Object.entries(messages).flatMap(([remedy, all]) => all.map((message) => [message, remedy] as const))

  it.each(cases)('for %j is named', async (message, remedy) => {
    for (const body of [
      { error: { message } },
      { error: { code: 400, message, type: 'invalid_request_error' } },
      { detail: message },
    ]) {
      expect((await errorOf({ body })).message).toContain(remedy)
    }
  })

  it('for too many tokens in a minute is to wait', async () => {
    const body = { message: 'Throttling error: too many tokens, wait before you try again.' }
    for (const status of [429, 400]) expect((await errorOf({ status, body })).message).toContain('Slow down')
  })

  it('for a code equal to the status is found by the type', async () => {
    const body = { error: { code: 400, message: 'too much', type: 'exceed_context_size_error' } }
    const error = await errorOf({ body })
    expect(error.code).toBe('exceed_context_size_error')
    expect(error.message).toContain('Shorten the conversation')
  })

  it('for an error in score.py points to its log', async () => {
    const headers = { 'x-ms-run-function-failed': 'True' }
    const error = await errorOf({ status: 500, body: "name 'x' is not defined", headers })
    expect(error.message).toContain(
      "The code in score.py raised an error: look for its traceback in the deployment's logs.",
    )
    const behind = {
      ...headers,
      'ms-azureml-model-error-statuscode': '500',
      'ms-azureml-model-error-reason': 'model_error',
    }
    expect((await errorOf({ status: 424, body: 'no', headers: behind })).message).toContain('score.py')
    expect(
      (await errorOf({ status: 500, body: 'no', headers: { 'x-ms-run-function-failed': 'False' } })).message,
    ).not.toContain('score.py')
  })

  it.each<[string, string]>([
    [
      'https://r.services.ai.azure.com/anthropic/v1/messages',
      '`AnthropicContentFormatter` of @azureml-endpoints/formatters-anthropic',
    ],
    [
      'https://r.services.ai.azure.com/openai/v1/responses',
      '`OpenAIResponsesContentFormatter` of @azureml-endpoints/formatters-openai',
    ],
    [
      'https://m.eastus2.models.ai.azure.com/v1/chat',
      '`CohereContentFormatter` of @azureml-endpoints/formatters-cohere',
    ],
    ['https://e.eastus2.inference.ml.azure.com/generate', '`TGIContentFormatter`'],
  ])('for the route of %s names the formatter before any request', async (endpointUrl, advice) => {
    const options = { endpointUrl, endpointApiType: 'serverless' } as const
    const client = clientOf(() => expect.unreachable('a request was sent'), options)
    const error = (await failure(client.chat(hello))) as ConfigurationError
    expect(error).toBeInstanceOf(ConfigurationError)
    expect(error.setting).toBe('contentFormatter')
    expect((await collect(client.stream(hello))).error).toEqual(error)
    expect(error.message).toContain(`has another format than the formatter "openai".`)
    expect(error.message).toContain(advice)
  })

  it('for a route that other formats use too names the formatter once the endpoint refused', async () => {
    const options = { endpointUrl: 'https://e.eastus2.inference.ml.azure.com/v1/completions' }
    const error = await errorOf({ body: { detail: 'Not like this' }, options })
    expect(error.message).toContain(`has another format than the formatter "openai".`)
    expect(error.message).toContain('`CustomOpenAIContentFormatter`')
  })

  it('says nothing of the route to the right formatter, nor to a stranger', async () => {
    class Own extends ContentFormatterBase {
      readonly name = 'my-own'
      readonly codecs = new CustomOpenAIChatContentFormatter().codecs
    }
    const endpointUrl = 'https://m.eastus2.models.ai.azure.com/v1/chat'
    for (const contentFormatter of [CohereContentFormatter, Own]) {
      const options = { endpointUrl, endpointApiType: 'serverless', contentFormatter } as const
      expect((await errorOf({ body: { detail: 'Not like this' }, options })).message).not.toContain('another format')
    }
  })
})

describe('an answer in the format of another family', () => {
  it.each<[string, unknown, string]>([
    [
      'Anthropic',
      { type: 'message', role: 'assistant', content: [{ type: 'text', text: 'Yes' }], stop_reason: 'end_turn' },
      'the Messages API of Anthropic',
    ],
    ['Responses', { object: 'response', output: [{ type: 'message', content: [] }] }, "OpenAI's Responses API"],
    [
      'Cohere v2',
      { id: 'c', finish_reason: 'COMPLETE', message: { role: 'assistant', content: [{ type: 'text', text: 'Yes' }] } },
      "version 2 of Cohere's API",
    ],
    ['TGI', [{ generated_text: 'Yes' }], '`TGIContentFormatter`'],
    ['chat completions', { choices: [{ message: { content: 'Yes' } }] }, '`CustomOpenAIChatContentFormatter`'],
    ['completions', { choices: [{ text: 'Yes' }] }, '`CustomOpenAIContentFormatter`'],
    ['text generation', [{ '0': 'Yes' }], '`CustomOpenAIContentFormatter`'],
    ['a list of texts', ['Yes'], 'formatters-text-generation'],
    ["MLflow's server", { predictions: ['Yes'] }, '`MLflowContentFormatter`'],
    ['an MLflow agent', { messages: [{ role: 'assistant', content: 'Yes' }] }, 'MLflow chat agent'],
    ['prompt flow', { answer: 'Yes' }, 'prompt flow'],
    ['embeddings', { object: 'list', data: [{ embedding: [1] }] }, 'embedding model'],
    ['rerank', { results: [{ index: 0, relevance_score: 1 }] }, 'reranking model'],
    ['Gemini', { candidates: [{ content: { parts: [{ text: 'Yes' }] } }] }, 'Gemini'],
    ['Triton', { outputs: [{ name: 'text', datatype: 'BYTES', shape: [1], data: ['Yes'] }] }, 'Triton'],
    ['Ollama', { message: { role: 'assistant', content: 'Yes' }, done: true }, 'Ollama'],
  ])('of %s is a FormatError that names it', async (_name, body, advice) => {
    const options = {
      endpointUrl: 'https://m.eastus2.models.ai.azure.com/v1/chat',
      endpointApiType: 'serverless',
      contentFormatter: CohereContentFormatter,
    } as const
    const error = await failure(clientOf(() => Response.json(body), options).chat(hello))
    expect(error).toBeInstanceOf(FormatError)
    expect((error as Error).message).toContain(advice)
  })

  it('is named in a stream too', async () => {
    const events = sse({ type: 'message_start', message: { role: 'assistant', content: [] } })
    const answer = (): Response => new Response(events, { headers: { 'content-type': 'text/event-stream' } })
    const { error } = await collect(clientOf(answer, { contentFormatter: CohereContentFormatter }).stream(hello))
    expect((error as Error).message).toContain('the Messages API of Anthropic')
  })
})

describe('a body that is no object', () => {
  it.each<[string, string]>([
    ['"just a string"', 'The body is a JSON string, not an object.'],
    ['{"output": NaN}', 'it contains NaN, which Python writes but JSON does not have'],
    ['{"output": "NaN", "score": -Infinity}', 'it contains -Infinity'],
    ["{'output': None}", 'a value as Python prints it'],
    ['{"output": "Ye', 'JSON that ends too early'],
    ['{"output": "Yes",}', 'The body is not valid JSON.'],
    ['', 'The body is empty.'],
  ])('%j is named for what it is', async (text, problem) => {
    const contentFormatter = CohereContentFormatter
    const error = await failure(clientOf(() => new Response(text), { contentFormatter }).chat(hello))
    expect(error).toBeInstanceOf(FormatError)
    expect((error as Error).message).toContain(problem)
  })

  it('is named once, even if the formatter says what it is', async () => {
    for (const text of ['{"output": NaN}', '']) {
      const error = await failure(clientOf(() => new Response(text)).chat(hello))
      expect((error as Error).message.match(/NaN, which|NaN or|is empty/g)).toHaveLength(1)
    }
  })
})

describe('a connection that fails', () => {
  const thrown = (message: string, code?: string): Promise<never> =>
    Promise.reject(
      new TypeError('fetch failed', { cause: Object.assign(new Error(message), code === undefined ? {} : { code }) }),
    )

  it.each<[string, string | undefined, string, string]>([
    ['other side closed', 'UND_ERR_SOCKET', 'gave no answer', "Check the deployment's logs."],
    ['read ECONNRESET', 'ECONNRESET', 'gave no answer', "Check the deployment's logs."],
    ['socket hang up', 'ECONNRESET', 'gave no answer', "Check the deployment's logs."],
    ['getaddrinfo ENOTFOUND x', 'ENOTFOUND', 'could not be reached', 'Check the host name'],
    ['connect ECONNREFUSED 127.0.0.1:1', 'ECONNREFUSED', 'could not be reached', 'Nothing listens there'],
    ['Connect Timeout Error', 'UND_ERR_CONNECT_TIMEOUT', 'could not be reached', 'Check the network'],
    [
      'self-signed certificate',
      'DEPTH_ZERO_SELF_SIGNED_CERT',
      'could not be reached',
      'The certificate is not trusted',
    ],
    ['wrong version number', 'ERR_SSL_WRONG_VERSION_NUMBER', 'could not be reached', 'check the scheme'],
  ])('by %j says what to check', async (message, code, problem, advice) => {
    const error = await failure(clientOf(() => thrown(message, code)).chat(hello))
    expect((error as Error).message).toContain(problem)
    expect((error as Error).message).toContain(advice)
    if (problem === 'gave no answer') expect((error as Error).message).not.toContain('host name')
  })

  const closedAdvice = "Check the deployment's logs."
  const kinds: readonly (readonly [advice: string, retryable: boolean, words: readonly string[]])[] = [
    [
      closedAdvice,
      true,
      ['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE', 'ECONNABORTED', 'ERR_HTTP2_STREAM_ERROR', 'other side closed'],
    ],
    [
      closedAdvice,
      true,
      ['socket hang up', 'was closed unexpectedly', 'socket connection was closed', 'connection closed'],
    ],
    ['the DNS of a private endpoint', true, ['ENOTFOUND', 'EAI_AGAIN', 'EAI_NODATA', 'getaddrinfo failed']],
    ['the DNS of a private endpoint', true, ['name not resolved', 'a DNS error']],
    ['Nothing listens there', true, ['ECONNREFUSED', 'Unable to connect']],
    [
      'The server speaks another protocol',
      false,
      ['ERR_SSL_WRONG_VERSION_NUMBER', 'ERR_SSL_PACKET packet length too long'],
    ],
    [
      'The server speaks another protocol',
      true,
      ['EPROTO', 'HPE_INVALID_CONSTANT', 'Parse Error', 'an invalid HTTP version'],
    ],
    ['The certificate is not trusted', false, ['CERT_HAS_EXPIRED', 'DEPTH_ZERO_SELF_SIGNED', 'ERR_TLS_HANDSHAKE']],
    [
      'The certificate is not trusted',
      false,
      ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'an unknown issuer', 'the ALTNAME differs', 'an invalid peer certificate'],
    ],
    ['The headers of the answer are too large', true, ['UND_ERR_HEADERS_OVERFLOW']],
    ['any firewall, proxy', true, ['ETIMEDOUT', 'UND_ERR_CONNECT_TIMEOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'ENETDOWN']],
    ['Check the host name, the network', true, ['EOTHER', 'something else']],
  ]
  const table = kinds.flatMap(([advice, retryable, words]) => words.map((word) => [word, advice, retryable] as const))
  it.each(table)('with %j alone has its advice', async (word, advice, retryable) => {
    const forms: [message: string, code?: string][] = [[`it failed: ${word}`]]
    if (!word.includes(' ')) forms.push(['it failed', word])
    for (const [message, code] of forms) {
      expect(await failure(clientOf(() => thrown(message, code)).chat(hello))).toMatchObject({
        name: 'EndpointError',
        code,
        retryable,
        message: expect.stringContaining(advice),
      })
    }
  })

  it.each<[what: string, thrown: unknown, shown: string]>([
    ['no cause', new TypeError('fetch failed'), ': fetch failed.'],
    ['a cause that is no error', new TypeError('fetch failed', { cause: 'x' }), ': fetch failed.'],
    ['a cause without words', new TypeError('fetch failed', { cause: new Error(' ') }), ': fetch failed.'],
    ['a code without words', thrownBy({ code: 'EX' }, ''), ': EX.'],
    ['a code that its words contain', thrownBy({ code: 'EX' }, 'read EX'), ': read EX.'],
    ['a code that is a number', thrownBy({ code: 5 }, 'read'), ': read.'],
    ['no error', 'gone', ': gone.'],
  ])('with %s is described', async (_what, error, shown) => {
    expect(await failure(clientOf(() => Promise.reject(error)).chat(hello))).toMatchObject({
      message: expect.stringContaining(shown),
    })
  })
})

function thrownBy(fields: object, message: string): TypeError {
  return new TypeError('fetch failed', { cause: Object.assign(new Error(message), fields) })
}
