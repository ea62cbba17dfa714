/** One failure as a provider or server reports it: its body, and the status that it has when the status is right. */
export interface ProviderFailure {
  readonly provider: string
  readonly status: number
  readonly body: unknown
}

const failure = (provider: string, status: number, body: unknown): ProviderFailure => ({ provider, status, body })
const error = (fields: object): object => ({ error: { message: 'No luck.', ...fields } })

/** Failures that pass by themselves. The words are the servers', the sentences are ours. */
export const transientFailures: readonly ProviderFailure[] = [
  failure('OpenAI', 429, error({ type: 'requests', code: 'rate_limit_exceeded' })),
  failure('OpenAI', 429, error({ type: 'tokens', param: null, code: 'rate_limit_exceeded' })),
  failure('OpenAI', 500, error({ type: 'server_error', code: null })),
  failure('OpenAI', 503, error({ type: 'service_unavailable_error', code: 'server_is_overloaded' })),
  failure('OpenAI', 503, error({ type: 'server_error', code: 'slow_down' })),
  failure('OpenAI Responses', 500, { type: 'error', code: 'server_error', message: 'No luck.', param: null }),
  failure(
    'Azure OpenAI',
    429,
    error({ code: '429', message: 'Requests have exceeded the call rate limit. Retry after 2 seconds.' }),
  ),
  failure('Azure OpenAI', 503, error({ code: 'ServiceUnavailable' })),
  failure('Azure OpenAI', 500, error({ code: 'InternalServerError' })),
  failure('Azure OpenAI', 503, error({ code: 'no_kv_space' })),
  failure('Azure', 429, error({ code: 'TooManyRequests' })),
  failure('Azure', 429, error({ code: 'RateLimitReached' })),
  failure('Azure', 503, error({ code: 'ServerBusy' })),
  failure('Azure', 408, error({ code: 'OperationTimedOut' })),
  failure('Azure API Management', 429, { statusCode: 429, message: 'Rate limit is exceeded. Try again in 2 seconds.' }),
  failure('Azure API Management', 503, error({ code: 'BackendConnectionFailure' })),
  failure('Anthropic', 529, { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } }),
  failure('Anthropic', 429, { type: 'error', error: { type: 'rate_limit_error', message: 'No luck.' } }),
  failure('Anthropic', 500, { type: 'error', error: { type: 'api_error', message: 'Internal server error' } }),
  failure('Anthropic', 504, { type: 'error', error: { type: 'timeout_error', message: 'No luck.' } }),
  failure('Mistral', 429, {
    object: 'error',
    message: 'No luck.',
    type: 'service_tier_capacity_exceeded',
    code: '3505',
  }),
  failure('Mistral', 429, { object: 'error', message: 'No luck.', type: 'rate_limited', code: '1300' }),
  failure('Mistral', 500, { object: 'error', message: 'No luck.', type: 'internal_server_error', code: '1000' }),
  failure('Cohere', 429, error({ type: 'TooManyRequestsError' })),
  failure('Cohere', 503, error({ type: 'ServiceUnavailableError' })),
  failure('DeepSeek', 503, error({ type: 'service_unavailable', code: null, message: 'The server is overloaded.' })),
  failure('Moonshot', 429, error({ type: 'engine_overloaded_error' })),
  failure('Moonshot', 429, error({ type: 'rate_limit_reached_error' })),
  failure('xAI', 503, { code: 'The service is currently unavailable', error: 'The model is at capacity for now.' }),
  failure('xAI', 429, { code: 'Some resource has been exhausted', error: 'Too many requests for this team.' }),
  failure('vLLM', 503, { object: 'error', message: 'No luck.', type: 'ServiceUnavailableError', code: 503 }),
  failure('vLLM', 500, { object: 'error', message: 'No luck.', type: 'InternalServerError', param: null, code: 500 }),
  failure('TGI', 429, { error: 'Model is overloaded', error_type: 'overloaded' }),
  failure('SGLang', 503, { object: 'error', message: 'The request queue is full.', type: 'abort', code: 503 }),
  failure('llama.cpp', 503, error({ code: 503, message: 'Loading model', type: 'unavailable_error' })),
  failure('LiteLLM', 429, error({ message: 'p.RateLimitError: none left', type: 'throttling_error', code: '429' })),
  failure(
    'LiteLLM',
    503,
    error({ message: "Error code: 503 - {'error': {'code': 'model_overloaded'}}", type: 'None' }),
  ),
  failure('Groq', 503, error({ type: 'internal_server_error', code: 'over_capacity' })),
  failure('Groq', 498, error({ type: 'flex', code: 'capacity_exceeded' })),
  failure('MLflow', 429, { error_code: 'REQUEST_LIMIT_EXCEEDED', message: 'No luck.' }),
  failure('MLflow', 503, { error_code: 'TEMPORARILY_UNAVAILABLE', message: 'No luck.' }),
  failure('MLflow', 500, { error_code: 'INTERNAL_ERROR', message: 'No luck.' }),
  failure('Triton', 503, { error: 'request timed out in the queue: the server is busy' }),
  failure('Google', 429, error({ code: 429, status: 'RESOURCE_EXHAUSTED' })),
  failure('Google', 503, {
    error: { code: 503, message: 'No luck.', status: 'UNAVAILABLE', details: [{ reason: 'MODEL_CAPACITY_EXHAUSTED' }] },
  }),
  failure('Google', 504, error({ status: 'DEADLINE_EXCEEDED' })),
  failure('Google, a quota per minute', 429, {
    error: {
      status: 'RESOURCE_EXHAUSTED',
      message: 'Quota exceeded, check your plan and billing details.',
      details: [{ retryDelay: '3s' }],
    },
  }),
  failure('Bedrock', 429, { __type: 'ThrottlingException', message: 'No luck.' }),
  failure('a gateway', 429, error({ type: 'too_many_requests' })),
  failure(
    'a gateway, a status in its text',
    503,
    error({ message: "Error code: 503 - {'error': {'message': 'No luck.'}}" }),
  ),
  failure('a gateway', 503, error({ code: 'engine_overloaded' })),
  failure('Google', 409, error({ code: 'ABORTED' })),
  failure('Hugging Face', 503, { error: 'Model acme/one is currently loading', estimated_time: 20 }),
  failure('a model server', 503, error({ code: 'model_loading' })),
  failure('OpenAI, a limit in words', 429, error({ message: 'Tokens per minute: please try again in 20s.' })),
  failure(
    'OpenAI, a limit that is used up',
    429,
    error({
      message: 'Rate limit reached for tiny on tokens per min (TPM): Limit 6000, Used 5900, Requested 650.',
      code: 'rate_limit_exceeded',
    }),
  ),
  failure('a gateway, a limit in words', 429, error({ message: 'Please retry after 6 seconds.' })),
  failure('Envoy', 503, error({ message: 'upstream connect error or disconnect/reset before headers' })),
]

const tooLarge = error({
  message: 'Request too large for tiny on tokens per min (TPM): Limit 6000, Requested 6500.',
  code: 'rate_limit_exceeded',
})

/** Failures that no wait mends. */
export const permanentFailures: readonly ProviderFailure[] = [
  failure('OpenAI', 429, error({ type: 'insufficient_quota', code: 'insufficient_quota' })),
  failure('OpenAI', 429, error({ code: 'credit_balance_exhausted' })),
  failure('OpenAI', 429, tooLarge),
  failure('Groq', 413, tooLarge),
  failure('OpenAI', 429, error({ type: 'billing_hard_limit_reached' })),
  failure('OpenAI', 400, error({ type: 'invalid_request_error', code: null })),
  failure('OpenAI', 400, error({ type: 'invalid_request_error', code: 'context_length_exceeded' })),
  failure('OpenAI', 401, error({ type: 'invalid_request_error', code: 'invalid_api_key' })),
  failure('Azure OpenAI', 400, error({ code: 'content_filter', status: 400 })),
  failure('Azure OpenAI', 404, error({ code: 'DeploymentNotFound' })),
  failure('Azure', 403, error({ code: 'InsufficientQuota' })),
  failure('Azure', 400, error({ code: 'unsupported_value' })),
  failure('Anthropic', 400, { type: 'error', error: { type: 'invalid_request_error', message: 'No luck.' } }),
  failure('Anthropic', 401, { type: 'error', error: { type: 'authentication_error', message: 'No luck.' } }),
  failure('Anthropic', 402, { type: 'error', error: { type: 'billing_error', message: 'No luck.' } }),
  failure('Anthropic', 403, { type: 'error', error: { type: 'permission_error', message: 'No luck.' } }),
  failure('Anthropic', 404, { type: 'error', error: { type: 'not_found_error', message: 'No luck.' } }),
  failure('Anthropic', 413, { type: 'error', error: { type: 'request_too_large', message: 'No luck.' } }),
  failure('Mistral', 400, {
    object: 'error',
    message: 'No luck.',
    type: 'invalid_request_message_order',
    code: '3230',
  }),
  failure('DeepSeek', 402, error({ message: 'Insufficient Balance', type: 'unknown_error' })),
  failure('Moonshot', 429, error({ type: 'exceeded_current_quota_error' })),
  failure('Moonshot', 400, error({ type: 'content_filter' })),
  failure('xAI', 429, { code: 'Some resource has been exhausted', error: 'The team has used all available credits.' }),
  failure('vLLM', 400, { object: 'error', message: 'No luck.', type: 'BadRequestError', param: null, code: 400 }),
  failure('vLLM', 404, { object: 'error', message: 'No luck.', type: 'NotFoundError', param: null, code: 404 }),
  failure('TGI', 422, { error: 'No luck.', error_type: 'validation' }),
  failure('llama.cpp', 400, error({ code: 400, type: 'exceed_context_size_error', n_prompt_tokens: 9 })),
  failure('llama.cpp', 401, error({ code: 401, type: 'authentication_error' })),
  failure(
    'llama.cpp, a picture',
    500,
    error({ code: 500, type: 'server_error', message: 'image input is not supported' }),
  ),
  failure(
    'llama.cpp, a template',
    500,
    error({ code: 500, type: 'server_error', message: 'Jinja Exception: roles must alternate' }),
  ),
  failure('llama.cpp, a long prompt', 500, error({ message: 'the request exceeds the available context size' })),
  failure('a gateway, a status in its text', 500, error({ message: 'p.BadRequestError: Error code: 400 - no luck' })),
  failure('a gateway, wanting its reasoning back', 500, {
    error: 'Internal error',
    details: 'reasoning_content is missing at index 3',
  }),
  failure('MLflow', 400, { error_code: 'BAD_REQUEST', message: 'No luck.' }),
  failure('MLflow', 400, { error_code: 'INVALID_PARAMETER_VALUE', message: 'No luck.' }),
  failure('Google', 400, error({ code: 400, status: 'INVALID_ARGUMENT' })),
  failure('Google', 403, error({ code: 403, status: 'PERMISSION_DENIED' })),
  failure('Groq', 413, error({ type: 'tokens', code: 'request_too_large' })),
  failure('GitHub Models', 400, error({ code: 'unavailable_model', message: 'Unavailable model: one' })),
]
