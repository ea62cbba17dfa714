import { mentions, type Remedy } from './symptoms.ts'

/** What to do about the account, the deployment or its name. */
export const deploymentRemedies: readonly Remedy[] = [
  [
    mentions(/content[_ ]?filter(?!ing service)|content management policy|ResponsibleAI|SafetyBlocked/i),
    'Change the prompt, or the content filter of the deployment.',
  ],
  [
    mentions(
      /insufficient.{0,9}(?:quota|balance|credit|fund)|billing|credit_?.?balance|out of credits?|available credits|spending.limit|exceeded_current_quota|payment required|out of call volume quota/i,
    ),
    'Add credit or quota to the account, or wait for its next period: the deployment itself works.',
  ],
  [
    mentions(
      /no_model_name|No model specified|\bmodel: Field required|model parameter is required|must provide a model parameter/i,
    ),
    'Pass `deploymentName`.',
  ],
  [
    mentions(
      /api_not_supported|Requested API is currently not supported|OperationNotSupported|operation does not work with the specified model/i,
    ),
    'The deployed model is not served on this route: pass the URL of the route that its page shows as `endpointUrl`, with the formatter of that format.',
  ],
  [
    mentions(/unknown_model|DeploymentNotFound|deployment.{0,80}(could not be found|does not exist|not found)/i),
    'Check `deploymentName` (upper and lower case count) and that the deployment exists and has traffic.',
  ],
  [
    mentions(
      /model.{0,60}\b(?:retired|deprecated|no longer available|(?:was|been) removed|decommissioned|sunset)\b|ModelDeprecated|\b(?:retired|deprecated)\b.{0,40}model/i,
    ),
    'The model is retired: deploy its successor and use that URL and name.',
  ],
  [
    ({ code, message }) => /not_?found/i.test(code ?? '') && /^model:/i.test(message),
    'Check the name of the model: `model` in `modelKwargs`, or `deploymentName`.',
  ],
  [
    mentions(
      /(?:incorrect|invalid|wrong|missing|no) (?:api.?key|x-api-key|access token)|api.?key (?:is )?(?:invalid|incorrect|missing|not valid)|invalid_api_key/i,
    ),
    'Check `endpointApiKey`: it is not a key of this endpoint or resource.',
  ],
  [
    mentions(/no such model|model_not_found|model.{0,80}(does not exist|not found)/i),
    'Check the name of the model: `model` in `modelKwargs`, or `deploymentName`.',
  ],
  [mentions(/traffic group/i), "Check the endpoint's traffic rules."],
  [
    mentions(/must be passed as a header called Authorization/i),
    'Check the gateway in between and the option `headers`: one of them removes the `Authorization` header.',
  ],
  [
    mentions(/subscription key/i),
    'Check `endpointApiKey` (a key of this resource or gateway), and that `endpointUrl` is the URL of the same resource.',
  ],
  [
    mentions(/audience/i),
    'Pass an API key of this resource, or a `credential` whose token has the audience named in the message.',
  ],
]
