import type { AzureMLEndpointApiType } from '../messages/api-type.ts'
import { hostKindOf } from '../endpoint/endpoint-url.ts'

/** What a remedy is chosen by. */
export interface Symptoms {
  readonly status: number
  readonly modelStatus: number | undefined
  readonly reason: string | undefined
  readonly code: string | undefined
  readonly message: string
  readonly url: URL
  readonly apiType: AzureMLEndpointApiType
  /** Where a redirect points to. */
  readonly location: string | null
}

/** Says what a person can do about a failure; nothing where only the endpoint's own words help. */
export function remedyFor(symptoms: Symptoms): string | undefined {
  for (const [applies, advice] of remedies) {
    if (applies(symptoms)) return typeof advice === 'string' ? advice : advice(symptoms)
  }
  return undefined
}

type Remedy = readonly [applies: (symptoms: Symptoms) => boolean, advice: string | ((symptoms: Symptoms) => string)]

/** By what was said first, by the status after. */
const remedies: readonly Remedy[] = [
  [({ status }) => status >= 300 && status < 400, redirected],
  [
    says(/extra.parameters/i),
    'Send the header `extra-parameters: pass-through` (option `headers`) if the model knows the parameter, or leave it out.',
  ],
  [
    says(/content_?filter|content management policy|ResponsibleAI/i),
    'Change the prompt, or the content filter of the deployment.',
  ],
  [says(/no_model_name|No model specified/i), 'Pass `deploymentName`.'],
  [
    says(/unknown_model|DeploymentNotFound|deployment.*(could not be found|does not exist|not found)/i),
    'Check `deploymentName` (upper and lower case count) and that the deployment exists and has traffic.',
  ],
  [
    says(/no such model|model.{0,80}(does not exist|not found)/i),
    'Check the name of the model: `model` in `modelKwargs`, or `deploymentName`.',
  ],
  [says(/traffic group/i), "Check the endpoint's traffic rules."],
  [
    says(
      /model.{0,40}\b(retired|deprecated|no longer available)\b|ModelDeprecated|\b(retired|deprecated)\b.{0,40}model/i,
    ),
    'The model is retired: deploy its successor and use that URL and name.',
  ],
  [
    says(/must be passed as a header called Authorization/i),
    'A gateway in between has dropped the `Authorization` header, or `headers` removes it.',
  ],
  [
    says(/audience/i),
    'Pass an API key of this resource, or a `credential` whose token has the audience that the message names.',
  ],
  [
    says(/enable-auto-tool-choice|tool-call-parser/i),
    'Start the model server with a tool-call parser, or do not pass `tools`.',
  ],
  [says(/json_schema/i), "Let the formatter put the schema into the prompt (`jsonSchema: 'prompt'`)."],
  [
    says(/context.{0,10}length|maximum context|too many tokens|context window/i),
    'Shorten the conversation or lower `maxTokens`.',
  ],
  [
    says(/unrecognized|not supported|parameter_not_supported|extra inputs|extra fields|extra_forbidden/i),
    'Leave the named parameter out of the call and of `modelKwargs`.',
  ],
  [
    says(/input_data|input_string|Expecting value|messages.*(required|missing)|field required/i),
    'The container expects another body: check `contentFormatter` and `endpointApiType` against the model card.',
  ],
  [says(/not acceptable|Media type/i), 'This deployment does not stream: use `chat()`.'],
  [({ status }) => status === 401, unauthorized],
  [
    ({ status }) => status === 403,
    'The identity needs the action Microsoft.MachineLearningServices/workspaces/onlineEndpoints/score/action, and the network must be let in.',
  ],
  [
    ({ reason }) => reason === 'model_not_ready',
    "No replica is ready: wait, or see the deployment's logs for why it does not start.",
  ],
  [
    behind(408, 504),
    'Raise `request_timeout_ms` of the deployment (5 000 by default), ask for fewer tokens, or stream.',
  ],
  [
    behind(404, 405),
    ({ url }) =>
      `The route ${url.pathname} is not served there: check the path of \`endpointUrl\` against the "Consume" tab.`,
  ],
  [behind(413), 'Send less at once: fewer messages, smaller images.'],
  [behind(415), 'The container takes no JSON: it is not a chat deployment.'],
  [behind(431), 'Send fewer or shorter headers; `x-ms-client-request-id` may have 100 characters.'],
  [
    behind(429),
    'Slow down, raise `max_concurrent_requests_per_instance` or the instance count, or ask for more quota.',
  ],
  [behind(400, 422), 'Check the parameters, and `contentFormatter` against the model card.'],
  [({ status }) => status === 424, "See the deployment's logs for the cause."],
  [({ status }) => status >= 500, "If it lasts, see Azure's status page and the endpoint's metrics."],
]

function says(words: RegExp): Remedy[0] {
  return ({ code, message }) => words.test(`${code ?? ''} ${message}`)
}

/** The status itself, or the model's behind a 424. */
function behind(...statuses: readonly number[]): Remedy[0] {
  return ({ status, modelStatus }) => statuses.includes(modelStatus ?? status)
}

function redirected({ location }: Symptoms): string {
  const target = location === null ? 'another place' : location.replace(/[?#].*$/, '')
  return `It points to ${target}; redirects are not followed, since the key would go with them. Pass the URL that is meant.`
}

function unauthorized({ url }: Symptoms): string {
  switch (hostKindOf(url)) {
    case 'managed':
      return 'Check `endpointApiKey` against the endpoint\'s "Consume" tab; tokens expire, and an endpoint takes only one of key, AML token and Entra token (its `auth_mode`).'
    case 'serverless':
      return 'Check `endpointApiKey`: serverless endpoints take their own key only, no Entra token.'
    default:
      return 'Check `endpointApiKey` (a key of this resource), or the role of the `credential`.'
  }
}
