// Generates the tables of docs/production/errors.md, the errors that a user may see, with core's messages. `pnpm docs:update` regenerates it.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import {
  AzureMLEndpointClient,
  AzureMLError,
  type ChatRequest,
  ContentFormatterBase,
  EndpointError,
  type EndpointOptions,
} from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter, MistralChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import { expect, it, vi } from 'vitest'

/** What happens, and the client and the response that cause it. */
interface Case {
  readonly what: string
  readonly options?: Partial<EndpointOptions>
  readonly request?: Partial<ChatRequest>
  readonly answer?: { readonly status?: number; readonly body?: unknown; readonly headers?: Record<string, string> }
  readonly failure?: Error
}

const score = 'https://my-endpoint.eastus2.inference.ml.azure.com/score'
const serverless = 'https://my-endpoint.eastus2.models.ai.azure.com/v1/chat/completions'
const foundry = 'https://my-resource.services.ai.azure.com/openai/v1/chat/completions'
const openAI = (message: string, code?: string): { error: object } => ({ error: { message, code } })
const model = (status: number): Record<string, string> => ({
  'ms-azureml-model-error-reason': 'model_error',
  'ms-azureml-model-error-statuscode': String(status),
})

class ServerlessOnly extends ContentFormatterBase {
  readonly name = 'serverless-only'
  readonly codecs = { serverless: new CustomOpenAIChatContentFormatter().codecs.serverless }
}

const sections: Record<string, { readonly intro: string; readonly cases: readonly Case[] }> = {
  '`ConfigurationError`: fix your options or request': {
    intro:
      'Thrown before any request: options are missing or contradict each other, or the formatter cannot send the request. `setting` names the option or field.',
    cases: [
      {
        what: 'The URL has no path',
        options: { endpointUrl: 'https://my-endpoint.eastus2.inference.ml.azure.com' },
      },
      { what: 'The API type cannot be inferred', options: { endpointUrl: score.replace('/score', '/generate') } },
      {
        what: 'API type and URL contradict each other',
        options: { endpointUrl: score, endpointApiType: 'serverless' },
      },
      { what: 'The URL is not encrypted', options: { endpointUrl: 'http://example.org/score' } },
      {
        what: 'The formatter does not support the API type',
        options: { endpointUrl: score, contentFormatter: ServerlessOnly },
      },
      { what: 'There is no formatter', options: { contentFormatter: undefined as never } },
      { what: 'There is no key', options: { endpointApiKey: undefined } },
      { what: 'The key contains a line break', options: { endpointApiKey: 'my-\nkey' } },
      {
        what: 'The credential provides no token',
        options: {
          endpointApiKey: undefined,
          credential: { getToken: () => Promise.reject(new Error('Please run az login')) },
        },
      },
      { what: 'The timeout is invalid', options: { timeout: -1 } },
      { what: 'There are no messages', request: { messages: [] } },
      {
        what: 'The model accepts a system message only at the start',
        options: { contentFormatter: MistralChatContentFormatter },
        request: {
          messages: [
            { role: 'user', content: 'Hi' },
            { role: 'system', content: 'Be brief' },
          ],
        },
      },
    ],
  },
  '`EndpointError`: the endpoint failed': {
    intro:
      'The endpoint, its container or the connection failed. `status`, `modelStatus`, `requestId`, `body` and `headers` are set if the endpoint sent them; `retryable` tells whether the same request may succeed later.',
    cases: [
      {
        what: 'Wrong key, managed endpoint',
        options: { endpointUrl: score },
        answer: { status: 401, body: 'key_auth_access_denied' },
      },
      { what: 'Wrong key, serverless endpoint', answer: { status: 401, body: { status: 'Invalid auth token' } } },
      {
        what: 'Wrong key, Foundry',
        options: { endpointUrl: foundry },
        answer: { status: 401, body: openAI('Access denied due to invalid subscription key.', '401') },
      },
      {
        what: 'Token for another audience',
        answer: { status: 401, body: openAI('audience is incorrect (https://ml.azure.com)') },
      },
      { what: 'No permission', answer: { status: 403 } },
      {
        what: 'The deployment does not exist',
        options: { endpointUrl: score },
        answer: { status: 404, body: 'Specified deployment could not be found' },
      },
      {
        what: 'The model name is missing',
        options: { endpointUrl: foundry },
        answer: { status: 400, body: openAI('No model specified in request.', 'no_model_name') },
      },
      { what: 'The model does not exist', answer: { status: 404, body: openAI('The model `phi` does not exist.') } },
      {
        what: 'The model is retired',
        answer: { status: 410, body: openAI('The model has been deprecated.', 'ModelDeprecated') },
      },
      { what: 'The route does not exist', answer: { status: 404 } },
      {
        what: 'The container expects another body',
        options: { endpointUrl: score },
        answer: {
          status: 424,
          headers: model(400),
          body: { message: "A value is not provided for the 'input_data' parameter." },
        },
      },
      {
        what: 'A parameter is rejected',
        answer: { status: 422, body: { detail: [{ loc: ['body', 'n'], msg: 'extra fields not permitted' }] } },
      },
      {
        what: 'A parameter has another name',
        answer: {
          status: 400,
          body: openAI("'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead."),
        },
      },
      {
        what: 'An extra parameter is rejected',
        answer: { status: 400, body: openAI('Extra parameters are not allowed when extra-parameters is not set.') },
      },
      {
        what: 'JSON schemas are not supported',
        answer: { status: 400, body: openAI("response_format was json_schema but must be 'text' or 'json_object'") },
      },
      {
        what: 'The tool-call parser is missing',
        answer: {
          status: 400,
          body: openAI('"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set'),
        },
      },
      {
        what: 'The conversation is too long',
        answer: { status: 400, body: openAI("This model's maximum context length is 8192 tokens.") },
      },
      {
        what: 'The model takes no images',
        answer: { status: 500, body: openAI('image input is not supported') },
      },
      {
        what: 'The template refuses the conversation',
        answer: { status: 400, body: openAI('Conversation roles must alternate user/assistant/user/assistant') },
      },
      {
        what: 'The model wants its reasoning back',
        answer: { status: 400, body: openAI('The `reasoning_content` in the thinking mode must be passed back.') },
      },
      {
        what: 'The content filter blocked the call',
        answer: { status: 400, body: openAI('The response was filtered.', 'content_filter') },
      },
      {
        what: 'The model timed out',
        options: { endpointUrl: score },
        answer: { status: 408, body: 'upstream request timeout' },
      },
      { what: 'Too many requests', answer: { status: 429, headers: { 'retry-after': '2' } } },
      { what: 'The account is empty', answer: { status: 429, body: openAI('No quota left.', 'insufficient_quota') } },
      {
        what: 'An overload under status 200',
        answer: { body: { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } } },
      },
      { what: 'The request is too large', answer: { status: 413 } },
      {
        what: 'No replica is ready',
        options: { endpointUrl: score },
        answer: {
          status: 424,
          headers: { 'ms-azureml-model-error-reason': 'model_not_ready' },
          body: 'no healthy upstream',
        },
      },
      {
        what: 'The model failed',
        options: { endpointUrl: score },
        answer: {
          status: 424,
          headers: { ...model(500), 'x-request-id': '3f0c7b1e' },
          body: openAI('CUDA out of memory'),
        },
      },
      {
        what: 'The code in score.py failed',
        options: { endpointUrl: score },
        answer: { status: 500, headers: { 'x-ms-run-function-failed': 'True' }, body: "name 'model' is not defined" },
      },
      { what: 'The endpoint failed', answer: { status: 500 } },
      { what: 'A redirect', answer: { status: 307, headers: { location: 'https://login.example.org/' } } },
      { what: 'A failure with status 200', options: { endpointUrl: score }, answer: { body: { output: null } } },
      {
        what: 'The host is unknown',
        failure: new TypeError('fetch failed', {
          cause: Object.assign(new Error('getaddrinfo ENOTFOUND my-endpoint'), { code: 'ENOTFOUND' }),
        }),
      },
      {
        what: 'The server closes the connection',
        failure: new TypeError('fetch failed', {
          cause: Object.assign(new Error('other side closed'), { code: 'UND_ERR_SOCKET' }),
        }),
      },
    ],
  },
  '`FormatError`: the formatter failed': {
    intro: 'The formatter could not parse the answer. `payload` is the body or event that it was called with.',
    cases: [
      {
        what: 'The answer has another format',
        options: { endpointUrl: score },
        answer: { body: [{ '0': 'some text' }] },
      },
      {
        what: 'The answer is that of another API',
        answer: { body: { object: 'response', output: [{ type: 'message', content: [] }] } },
      },
      { what: 'The answer is not valid JSON', options: { endpointUrl: score }, answer: { body: '{"output": NaN}' } },
      { what: 'The answer is a sign-in page', answer: { body: '<html><title>Sign in</title></html>' } },
    ],
  },
}

const page = new URL('../../docs/production/errors.md', import.meta.url)

it('generates the tables of docs/production/errors.md with the messages of core', async () => {
  vi.stubEnv('AZUREML_ENDPOINT_API_KEY', undefined)
  const [handwritten = ''] = readFileSync(page, 'utf8').split('\n## `ConfigurationError`')
  const lines = []
  for (const [title, { intro, cases }] of Object.entries(sections)) {
    lines.push('', `## ${title}`, '', intro, '', '| what happened | message |', '| --- | --- |')
    for (const example of cases) lines.push(`| ${example.what} | ${await messageOf(example, title)} |`)
  }
  await expect(`${handwritten}${lines.join('\n')}\n`).toMatchFileSnapshot(fileURLToPath(page))
})

async function messageOf({ options, request, answer = {}, failure }: Case, title: string): Promise<string> {
  const body = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body ?? '').replace(/^""$/, '')
  try {
    const client = new AzureMLEndpointClient({
      endpointUrl: serverless,
      endpointApiKey: 'my-api-key',
      contentFormatter: CustomOpenAIChatContentFormatter,
      maxRetries: 0,
      fetch: () => (failure ? Promise.reject(failure) : Promise.resolve(new Response(body, answer))),
      ...options,
    })
    await client.chat({ messages: [{ role: 'user', content: 'Hello' }], ...request })
  } catch (error) {
    expect(error).toBeInstanceOf(AzureMLError)
    const { name, message } = error as AzureMLError
    expect(title).toContain(name)
    const text = message
      .replace(/ \[https:[^\]]*\]$/, '')
      .replaceAll(/\s*\n\s*/g, '<br>')
      .replaceAll('|', '\\|')
    const mark = error instanceof EndpointError && error.retryable ? ' *(retryable)*' : ''
    return text.replaceAll(/<(?!br>)/g, '\\<') + mark
  }
  throw new Error('Nothing was thrown.')
}
