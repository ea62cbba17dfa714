import { describe, expect, it } from 'vitest'
import { errorOf } from './error-of.ts'

/** What a word means, by whether it is retried with status 400, with 424, with 500 and with 503. */
const kinds = {
  transient: [true, true, true, true],
  permanent: [false, false, false, true],
  final: [false, false, false, false],
  unspecific: [false, true, true, true],
  none: [false, false, true, true],
} as const

/** Codes and types, each standing for one word that decides. */
const labels: Readonly<Record<keyof typeof kinds, string>> = {
  transient: `Overloaded over_capacity RateLimit rate-limited too_many_requests TooManyConcurrentRequests
    too_many_pending_requests throttled SlowDown resource_exhausted capacity_has_been_exhausted unavailable server_busy
    system_busy engine_busy model_is_busy busy not_ready timeout timed_out time_out deadline_exceeded temporary
    try_again queue_full queue_is_full request_limit_exceeded model_loading model_is_loading aborted engine_dead
    no_kv_space connection_error connection_failure connection_refused connection_reset BackendConnection server_error
    internal_error internal internal_failure internal_server bad_gateway gateway_error service_error ServerException
    engine_error model_error`,
  permanent: `invalid bad_request not_supported unsupported not_found unprocessable validation malformed
    authentication unauthenticated unauthorized unauthorised permission forbidden denied too_large too_long
    context_length context_size context_window precondition not_implemented deprecated retired incorrect no_model
    unknown_model unavailable_model parameter user_error extra_forbidden`,
  final: `insufficient_quota insufficient_user_quota insufficient_balance insufficient_credit insufficient_funds
    billing credit_balance out_of_credits payment_required exceeded_current_quota spend_limit spending_limit
    account_deactivated arrearage content_filter contentfilter content_policy responsible_ai ResponsibleAI safety_block
    content_management`,
  unspecific: 'api_error ApiError upstream_error generation provider_error',
  none: `capacity_region content_filter_error my_api_error unknown internal_x busy_bee aborted_x invalid_response
    invalid_upstream invalid_output unavailable_for_model`,
}

const messages: Readonly<Record<keyof typeof kinds, readonly string[]>> = {
  transient: [
    'It is overloaded.',
    'We are at capacity now.',
    'We are over capacity now.',
    'There is no capacity available.',
    'No capacity is available.',
    'The rate limit was exceeded.',
    'The rate-limit is reached.',
    'A rate limit for you.',
    'You were hit by a ratelimit: hit.',
    'You exceeded the rate limit.',
    'You hit the rate limit.',
    'You reached your rate limit.',
    'You are over a rate limit.',
    'Too many requests.',
    'Too many concurrent requests.',
    'Too many pending requests.',
    'Too many incoming requests.',
    'Service unavailable.',
    'The service is temporarily unavailable.',
    'The service was unavailable.',
    'The service is currently unavailable.',
    'It is temporarily unavailable.',
    'It is currently unavailable.',
    'We are currently experiencing high load.',
    'We are currently experiencing heavy use.',
    'There is high demand.',
    'There is heavy load.',
    'It is peak traffic.',
    'Try again later.',
    'Retry shortly.',
    'Try it again in a moment.',
    'Please retry your request in a few seconds.',
    'Retry the request in a while.',
    'Try again in 5 seconds.',
    'Retry after 5 seconds.',
    'No healthy upstream.',
    'The server is busy.',
    'Server busy.',
    'The queue is full.',
    'Loading model.',
    'The model is loading.',
    'The model tiny is still loading.',
    'The model tiny is currently loading.',
    'Upstream request timeout.',
    'Upstream connect error.',
    'The engine is dead.',
    'The engine process is dead.',
  ],
  permanent: [
    'reasoning_content is missing.',
    'reasoning_content must be there.',
    'The prompt is too long.',
    'Prompt too large.',
    'It exceeds the context.',
    'It exceed the available context.',
    'The maximum context length is 5.',
    'Unexpected role.',
    'Incorrect API key.',
    'Invalid subscription key.',
    'Invalid access token.',
    'Invalid authentication.',
    'Authentication failed.',
    'Authentication error.',
    'Roles must alternate.',
    'The role must alternate.',
    'Image input is not supported.',
    'Audio content is not supported.',
    'Video data are not supported.',
    'It is not a multimodal model.',
    'Unsupported content part.',
    'raise_exception',
    'Jinja exception.',
    'Jinja template.',
  ],
  final: [
    'Insufficient balance.',
    'Insufficient account balance.',
    'Insufficient credits.',
    'Insufficient credit.',
    'Insufficient funds.',
    'Insufficient quota.',
    'Your credit balance is too low.',
    'Your credit balance is exhausted.',
    'You used all available credits.',
    'The monthly spending limit.',
    'You exceeded your usage limit.',
    'You exceeded your current monthly spending cap.',
    'You are out of credits.',
    'The account is suspended.',
    'Your account is in arrears.',
    'The account is not active.',
    'Payment required.',
    'Recharge your account.',
    'Check your plan and billing.',
    'The content filter said no.',
    'The content_filter said no.',
    'The contentfilter said no.',
    'The content management policy.',
    'ResponsibleAI said no.',
    'A content policy violation.',
  ],
  unspecific: [],
  none: ['No luck.', 'The content filtering service said no.', 'Limit 5 and requested 4 words.', 'Try again.'],
}

async function retried(error: object): Promise<readonly boolean[]> {
  const retryable: boolean[] = []
  for (const status of [400, 424, 500, 503]) retryable.push((await errorOf({ status, body: { error } })).retryable)
  return retryable
}

describe.each(Object.keys(kinds) as (keyof typeof kinds)[])('a failure is %s', (kind) => {
  it.each(labels[kind].split(/\s+/))('by the code %s', async (code) => {
    expect(await retried({ message: 'No luck.', code })).toEqual(kinds[kind])
    expect(await retried({ message: 'No luck.', type: code })).toEqual(kinds[kind])
  })

  it.each(messages[kind])('by the words %j', async (message) => {
    expect(await retried({ message })).toEqual(kinds[kind])
    expect(await retried({ message: `${'x'.repeat(900)} ${message}` })).toEqual(kinds[kind])
  })
})

describe('words are never read across the end of the code:', () => {
  it.each([
    [
      'content',
      'filter the list first',
      'The endpoint refused the request (HTTP 400, code content): filter the list first',
    ],
    [
      'invalid_content',
      'string is empty',
      'The endpoint refused the request (HTTP 400, code invalid_content): string is empty',
    ],
  ])('%s, and %s', async (code, message, start) => {
    const { message: shown } = await errorOf({ body: { error: { code, message } } })
    expect(shown.split(' [')[0]).toBe(
      `${start}. Check the parameters, and \`contentFormatter\` against the model card.`,
    )
  })
})
