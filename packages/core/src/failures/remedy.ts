import type { AzureMLEndpointApiType } from '../messages/api-type.ts'
import { hostKindOf } from '../endpoint/endpoint-url.ts'

/** The facts about a failure that determine its remedy. */
export interface Symptoms {
  readonly status: number
  readonly modelStatus: number | undefined
  readonly reason: string | undefined
  readonly code: string | undefined
  readonly message: string
  readonly url: URL
  readonly apiType: AzureMLEndpointApiType
  /** The target of a redirect. */
  readonly location: string | null
}

/** Returns what the user can do about a failure; `undefined` if the endpoint's message has to be enough. */
export function remedyFor(symptoms: Symptoms): string | undefined {
  for (const [applies, advice] of remedies) {
    if (applies(symptoms)) return typeof advice === 'string' ? advice : advice(symptoms)
  }
  return undefined
}

type Remedy = readonly [applies: (symptoms: Symptoms) => boolean, advice: string | ((symptoms: Symptoms) => string)]

/** The first match applies: messages and codes come before statuses. */
const remedies: readonly Remedy[] = [
  [({ status }) => status >= 300 && status < 400, redirected],
  [
    mentions(/extra.parameters/i),
    'Send the header `extra-parameters: pass-through` (option `headers`) if the model supports the parameter, or leave it out.',
  ],
  [
    mentions(/content_?filter|content management policy|ResponsibleAI/i),
    'Change the prompt, or the content filter of the deployment.',
  ],
  [mentions(/no_model_name|No model specified/i), 'Pass `deploymentName`.'],
  [
    mentions(/unknown_model|DeploymentNotFound|deployment.*(could not be found|does not exist|not found)/i),
    'Check `deploymentName` (upper and lower case count) and that the deployment exists and has traffic.',
  ],
  [
    mentions(/no such model|model.{0,80}(does not exist|not found)/i),
    'Check the name of the model: `model` in `modelKwargs`, or `deploymentName`.',
  ],
  [mentions(/traffic group/i), "Check the endpoint's traffic rules."],
  [
    mentions(
      /model.{0,40}\b(retired|deprecated|no longer available)\b|ModelDeprecated|\b(retired|deprecated)\b.{0,40}model/i,
    ),
    'The model is retired: deploy its successor and use that URL and name.',
  ],
  [
    mentions(/must be passed as a header called Authorization/i),
    'Check the gateway in between and the option `headers`: one of them removes the `Authorization` header.',
  ],
  [
    mentions(/audience/i),
    'Pass an API key of this resource, or a `credential` whose token has the audience named in the message.',
  ],
  [
    mentions(/enable-auto-tool-choice|tool-call-parser/i),
    'Start the model server with a tool-call parser, or do not pass `tools`.',
  ],
  [mentions(/json_schema/i), "Have the formatter put the schema into the prompt (`jsonSchema: 'prompt'`)."],
  [
    mentions(/context.{0,10}length|maximum context|too many tokens|context window/i),
    'Shorten the conversation or lower `maxTokens`.',
  ],
  [
    mentions(/unrecognized|not supported|parameter_not_supported|extra inputs|extra fields|extra_forbidden/i),
    'Leave the named parameter out of the call and of `modelKwargs`.',
  ],
  [
    mentions(/input_data|input_string|Expecting value|messages.*(required|missing)|field required/i),
    'The container expects another body: check `contentFormatter` and `endpointApiType` against the model card.',
  ],
  [mentions(/not acceptable|Media type/i), 'This deployment does not stream: use `chat()`.'],
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
      `The endpoint has no route ${url.pathname}: check the path of \`endpointUrl\` against the "Consume" tab.`,
  ],
  [hasStatus(413), 'Send fewer messages or smaller images.'],
  [hasStatus(415), 'Call a chat deployment: this container does not accept JSON.'],
  [hasStatus(431), 'Send fewer or shorter headers; `x-ms-client-request-id` is limited to 100 characters.'],
  [
    hasStatus(429),
    'Slow down, raise `max_concurrent_requests_per_instance` or the instance count, or request more quota.',
  ],
  [hasStatus(400, 422), 'Check the parameters, and `contentFormatter` against the model card.'],
  [({ status }) => status === 424, "Check the deployment's logs for the cause."],
  [({ status }) => status >= 500, "If it persists, check Azure's status page and the endpoint's metrics."],
]

function mentions(pattern: RegExp): Remedy[0] {
  return ({ code, message }) => pattern.test(`${code ?? ''} ${message}`)
}

/** Matches the status, or the model's status that the endpoint hides behind 424. */
function hasStatus(...statuses: readonly number[]): Remedy[0] {
  return ({ status, modelStatus }) => statuses.includes(modelStatus ?? status)
}

function redirected({ location }: Symptoms): string {
  const target = location === null ? 'another place' : location.replace(/[?#].*$/, '')
  return `It points to ${target}; redirects are not followed, since they would forward the key. Pass the final URL as \`endpointUrl\`.`
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
