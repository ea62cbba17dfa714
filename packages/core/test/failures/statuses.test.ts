import { expect, it } from 'vitest'
import { errorOf, type FailingAnswer } from './error-of.ts'

type Described = readonly [status: number, retryable: boolean, message: string]

/** Statuses of responses without a body. */
const alone: readonly Described[] = [
  [
    300,
    false,
    'The endpoint sent a redirect (HTTP 300): no reason was given. It points to another place; redirects are not followed, since they would forward the key. Pass the final URL as `endpointUrl`.',
  ],
  [
    307,
    false,
    'The endpoint sent a redirect (HTTP 307): no reason was given. It points to another place; redirects are not followed, since they would forward the key. Pass the final URL as `endpointUrl`.',
  ],
  [
    400,
    false,
    'The endpoint refused the request (HTTP 400): bad request. Check the parameters, and `contentFormatter` against the model card.',
  ],
  [
    401,
    false,
    'The endpoint refused the key or token (HTTP 401): no permission, or the key or token is wrong or expired. Check `endpointApiKey` against the endpoint\'s "Consume" tab; tokens expire, and an endpoint accepts only one of key, AML token and Entra token (its `auth_mode`).',
  ],
  [402, false, 'The endpoint refused the request (HTTP 402): no reason was given.'],
  [
    403,
    false,
    "The endpoint denied access (HTTP 403): forbidden. Grant the identity the action Microsoft.MachineLearningServices/workspaces/onlineEndpoints/score/action, and check the endpoint's network rules.",
  ],
  [
    404,
    false,
    'The endpoint refused the request (HTTP 404): nothing is served at this URL. The endpoint has no route /v1/chat/completions: check the path of `endpointUrl` against the "Consume" tab.',
  ],
  [
    405,
    false,
    'The endpoint refused the request (HTTP 405): the route does not accept POST. The endpoint has no route /v1/chat/completions: check the path of `endpointUrl` against the "Consume" tab.',
  ],
  [
    408,
    true,
    'The model timed out (HTTP 408): the model exceeded `request_timeout_ms`. Raise `request_timeout_ms` of the deployment (5 000 by default), request fewer tokens, or stream.',
  ],
  [409, false, 'The endpoint refused the request (HTTP 409): no reason was given.'],
  [
    413,
    false,
    'The endpoint refused the request (HTTP 413): the request is too large. Send fewer messages or smaller images.',
  ],
  [
    415,
    false,
    'The endpoint refused the request (HTTP 415): the container does not accept JSON. Call a chat deployment: this container does not accept JSON.',
  ],
  [
    422,
    false,
    'The endpoint refused the request (HTTP 422): no reason was given. Check the parameters, and `contentFormatter` against the model card.',
  ],
  [
    424,
    false,
    "The model's container failed (HTTP 424): the container returned an error, or no replica is ready. Check the deployment's logs for the cause.",
  ],
  [
    429,
    true,
    'Too many requests, or the quota is used up (HTTP 429): too many pending requests, or the rate limit of the endpoint. Slow down, raise `max_concurrent_requests_per_instance` or the instance count, or request more quota.',
  ],
  [
    431,
    false,
    'The endpoint refused the request (HTTP 431): a header is too long, or there are too many. Send fewer or shorter headers; `x-ms-client-request-id` is limited to 100 characters.',
  ],
  [498, false, 'The endpoint refused the request (HTTP 498): no reason was given.'],
  [
    500,
    true,
    "The endpoint failed (HTTP 500): an internal error. If it persists, check Azure's status page and the endpoint's metrics.",
  ],
  [
    501,
    false,
    "The endpoint failed (HTTP 501): no reason was given. If it persists, check Azure's status page and the endpoint's metrics.",
  ],
  [
    502,
    true,
    "The endpoint failed (HTTP 502): the container crashed or could not be reached. If it persists, check Azure's status page and the endpoint's metrics.",
  ],
  [
    503,
    true,
    'The endpoint failed (HTTP 503): no capacity at the moment. The model is busy: call again later, slow down, or add capacity to the deployment.',
  ],
  [
    504,
    true,
    'The endpoint failed (HTTP 504): the container did not respond in time. Raise `request_timeout_ms` of the deployment (5 000 by default), request fewer tokens, or stream.',
  ],
  [
    505,
    false,
    "The endpoint failed (HTTP 505): no reason was given. If it persists, check Azure's status page and the endpoint's metrics.",
  ],
  [
    529,
    true,
    'The endpoint failed (HTTP 529): the model is overloaded. The model is busy: call again later, slow down, or add capacity to the deployment.',
  ],
  [
    599,
    false,
    "The endpoint failed (HTTP 599): no reason was given. If it persists, check Azure's status page and the endpoint's metrics.",
  ],
]

/** Statuses of the model, which the endpoint hides behind 424. */
const behind: readonly Described[] = [
  [
    400,
    false,
    "The model's container failed (HTTP 424, model status 400): bad request. Check the parameters, and `contentFormatter` against the model card.",
  ],
  [
    401,
    false,
    "The model's container failed (HTTP 424, model status 401): no permission, or the key or token is wrong or expired. Check the deployment's logs for the cause.",
  ],
  [
    404,
    false,
    'The model\'s container failed (HTTP 424, model status 404): nothing is served at this URL. The endpoint has no route /v1/chat/completions: check the path of `endpointUrl` against the "Consume" tab.',
  ],
  [
    405,
    false,
    'The model\'s container failed (HTTP 424, model status 405): the route does not accept POST. The endpoint has no route /v1/chat/completions: check the path of `endpointUrl` against the "Consume" tab.',
  ],
  [
    408,
    true,
    "The model's container failed (HTTP 424, model status 408): the model exceeded `request_timeout_ms`. Raise `request_timeout_ms` of the deployment (5 000 by default), request fewer tokens, or stream.",
  ],
  [
    413,
    false,
    "The model's container failed (HTTP 424, model status 413): the request is too large. Send fewer messages or smaller images.",
  ],
  [
    415,
    false,
    "The model's container failed (HTTP 424, model status 415): the container does not accept JSON. Call a chat deployment: this container does not accept JSON.",
  ],
  [
    422,
    false,
    "The model's container failed (HTTP 424, model status 422): no reason was given. Check the parameters, and `contentFormatter` against the model card.",
  ],
  [
    424,
    false,
    "The model's container failed (HTTP 424): the container returned an error, or no replica is ready. Check the deployment's logs for the cause.",
  ],
  [
    429,
    true,
    'Too many requests, or the quota is used up (HTTP 424, model status 429): too many pending requests, or the rate limit of the endpoint. Slow down, raise `max_concurrent_requests_per_instance` or the instance count, or request more quota.',
  ],
  [
    431,
    false,
    "The model's container failed (HTTP 424, model status 431): a header is too long, or there are too many. Send fewer or shorter headers; `x-ms-client-request-id` is limited to 100 characters.",
  ],
  [
    500,
    true,
    "The model's container failed (HTTP 424, model status 500): an internal error. Check the deployment's logs for the cause.",
  ],
  [
    502,
    true,
    "The model's container failed (HTTP 424, model status 502): the container crashed or could not be reached. Check the deployment's logs for the cause.",
  ],
  [
    503,
    true,
    "The model's container failed (HTTP 424, model status 503): no capacity at the moment. The model is busy: call again later, slow down, or add capacity to the deployment.",
  ],
  [
    504,
    true,
    "The model's container failed (HTTP 424, model status 504): the container did not respond in time. Raise `request_timeout_ms` of the deployment (5 000 by default), request fewer tokens, or stream.",
  ],
  [
    529,
    true,
    "The model's container failed (HTTP 424, model status 529): the model is overloaded. The model is busy: call again later, slow down, or add capacity to the deployment.",
  ],
]

const others: readonly (readonly [given: FailingAnswer, message: string])[] = [
  [
    { status: 424, headers: { 'ms-azureml-model-error-reason': 'model_not_ready' } },
    "The model's container is not ready (HTTP 424): the container returned an error, or no replica is ready. No replica is ready: wait, or check the deployment's logs to see why none starts.",
  ],
  [
    { status: 302, headers: { location: 'https://other.example.org/score?key=x' } },
    'The endpoint sent a redirect (HTTP 302): no reason was given. It points to https://other.example.org/score; redirects are not followed, since they would forward the key. Pass the final URL as `endpointUrl`.',
  ],
  [
    { status: 401, options: { endpointUrl: 'https://m.eastus2.models.ai.azure.com/v1/chat/completions' } },
    'The endpoint refused the key or token (HTTP 401): no permission, or the key or token is wrong or expired. Check `endpointApiKey`: serverless endpoints accept only their own key, not Entra tokens.',
  ],
  [
    { status: 401, options: { endpointUrl: 'https://r.services.ai.azure.com/openai/v1/chat/completions' } },
    'The endpoint refused the key or token (HTTP 401): no permission, or the key or token is wrong or expired. Check `endpointApiKey` (a key of this resource), or the role of the `credential`.',
  ],
  [
    { status: 401, options: { endpointUrl: 'https://x.example.org/v1/chat/completions' } },
    'The endpoint refused the key or token (HTTP 401): no permission, or the key or token is wrong or expired. Check `endpointApiKey` against the endpoint\'s "Consume" tab; tokens expire, and an endpoint accepts only one of key, AML token and Entra token (its `auth_mode`).',
  ],
  [
    { status: 404, options: { endpointUrl: 'https://r.services.ai.azure.com/openai/deployments/b/chat/completions' } },
    'The endpoint refused the request (HTTP 404): nothing is served at this URL. The endpoint has no route /openai/deployments/b/chat/completions: check the path of `endpointUrl` against the "Consume" tab. This route also needs `?api-version=…`.',
  ],
  [
    { status: 404, options: { endpointUrl: 'https://r.services.ai.azure.com/models/chat/completions' } },
    'The endpoint refused the request (HTTP 404): nothing is served at this URL. The endpoint has no route /models/chat/completions: check the path of `endpointUrl` against the "Consume" tab. This route also needs `?api-version=…`.',
  ],
  [
    { status: 404, options: { endpointUrl: 'https://r.services.ai.azure.com/models/chat/completions?api-version=1' } },
    'The endpoint refused the request (HTTP 404): nothing is served at this URL. The endpoint has no route /models/chat/completions: check the path of `endpointUrl` against the "Consume" tab.',
  ],
  [
    { status: 404, options: { endpointUrl: 'https://r.services.ai.azure.com/openai/v1/chat/completions' } },
    'The endpoint refused the request (HTTP 404): nothing is served at this URL. The endpoint has no route /openai/v1/chat/completions: check the path of `endpointUrl` against the "Consume" tab.',
  ],
]

/** Returns the message without the URL at its end. */
async function described(given: FailingAnswer): Promise<{ message: string; retryable: boolean }> {
  const { message, retryable } = await errorOf(given)
  return { message: message.replace(/ \[https:[^\]]*\]$/, ''), retryable }
}

it.each(alone)('status %i alone is described (retryable: %s)', async (status, retryable, message) => {
  expect(await described({ status })).toEqual({ message, retryable })
})

it.each(behind)('model status %i behind 424 is described (retryable: %s)', async (status, retryable, message) => {
  const headers = {
    'ms-azureml-model-error-statuscode': String(status),
    'ms-azureml-model-error-reason': 'model_error',
  }
  expect(await described({ status: 424, headers })).toEqual({ message, retryable })
})

it.each(others)('%j is described', async (given, message) => {
  expect(await described(given)).toEqual({ message, retryable: false })
})
