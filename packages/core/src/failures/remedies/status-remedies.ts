import { hostKindOf } from '../../endpoint/host-kind.ts'
import { adviceForRoute } from '../../formatter/family-advice.ts'
import { hasStatus, mentions, type Remedy, type Symptoms } from './symptoms.ts'

/** What to do about too many requests. */
export const rateRemedy: Remedy = [
  (symptoms) => hasStatus(429)(symptoms) || limited(symptoms),
  'Slow down, raise `max_concurrent_requests_per_instance` or the instance count, or request more quota.',
]

const limited = mentions(/throttl|rate.?limit.{0,40}(?:exceeded|reached|hit)|rate_limited|too.?many.?requests/i)

/** What to do if only the status, the headers or the route tell what is wrong. */
export const statusRemedies: readonly Remedy[] = [
  [
    (symptoms) => hasStatus(400, 404, 405, 422)(symptoms) && routeAdvice(symptoms) !== undefined,
    (symptoms) => routeAdvice(symptoms) ?? '',
  ],
  [
    mentions(/input_data|input_string|Expecting value|messages.*(required|missing)|field required/i),
    'The container expects another body: check `contentFormatter` and `endpointApiType` against the model card.',
  ],
  [
    ({ status, modelStatus, headers }) =>
      (modelStatus ?? status) >= 500 && /^true$/i.test(headers.get('x-ms-run-function-failed') ?? ''),
    "The code in score.py raised an error: look for its traceback in the deployment's logs.",
  ],
  [({ status }) => status === 401, unauthorized],
  [
    ({ status }) => status === 403,
    "Grant the identity the action Microsoft.MachineLearningServices/workspaces/onlineEndpoints/score/action, and check the endpoint's network rules.",
  ],
  [
    ({ reason }) => reason === 'model_not_ready',
    "No replica is ready: wait, or check the deployment's logs to see why none starts.",
  ],
  [
    hasStatus(408, 504),
    'Raise `request_timeout_ms` of the deployment (5 000 by default), request fewer tokens, or stream.',
  ],
  [
    hasStatus(404, 405),
    ({ url }) =>
      `The endpoint has no route ${url.pathname}: check the path of \`endpointUrl\` against the "Consume" tab.${missingVersion(url)}`,
  ],
  [hasStatus(413), 'Send fewer messages or smaller images.'],
  [hasStatus(415), 'Call a chat deployment: this container does not accept JSON.'],
  [hasStatus(431), 'Send fewer or shorter headers; `x-ms-client-request-id` is limited to 100 characters.'],
  [
    (symptoms) => hasStatus(503, 529)(symptoms) || mentions(/overload|capacity/i)(symptoms),
    'The model is busy: call again later, slow down, or add capacity to the deployment.',
  ],
  [hasStatus(400, 422), 'Check the parameters, and `contentFormatter` against the model card.'],
  [({ status }) => status === 424, "Check the deployment's logs for the cause."],
  [({ status }) => status >= 500, "If it persists, check Azure's status page and the endpoint's metrics."],
]

function routeAdvice({ url, formatter }: Symptoms): string | undefined {
  return adviceForRoute(url, formatter)
}

/** Only the routes that name a deployment need a version. */
function missingVersion({ pathname, searchParams }: URL): string {
  const isNeeded = /^\/openai\/deployments\/|^\/models\//.test(pathname) && !searchParams.has('api-version')
  return isNeeded ? ' This route also needs `?api-version=…`.' : ''
}

function unauthorized({ url }: Symptoms): string {
  switch (hostKindOf(url)) {
    case 'managed':
      return 'Check `endpointApiKey` against the endpoint\'s "Consume" tab; tokens expire, and an endpoint accepts only one of key, AML token and Entra token (its `auth_mode`).'
    case 'serverless':
      return 'Check `endpointApiKey`: serverless endpoints accept only their own key, not Entra tokens.'
    default:
      return 'Check `endpointApiKey` (a key of this resource), or the role of the `credential`.'
  }
}
