import { type ChatRequest, ConfigurationError, isFields, type Fields } from '@azureml-endpoints/core'
import { finite, setOnly } from '../../request/named-parameters.ts'
import { toolChoiceOf, toolsOf } from '../../request/request-tools.ts'
import { responseFormatOf } from '../../request/response-format.ts'
import type { OpenAIResponsesOptions } from '../responses-options.ts'

/** Maps the request's named parameters to their wire names, and rejects those that the Responses API does not have. */
export function responsesParameters(request: ChatRequest, options: OpenAIResponsesOptions): Fields {
  rejectUnsupported(request)
  rejectInvalid(request)
  const reasoning = setOnly({ effort: request.reasoningEffort, summary: options.reasoningSummary })
  const format = inlined(responseFormatOf(request.responseFormat, options.jsonSchema), 'json_schema')
  const asksLogprobs = request.logprobs === true || request.topLogprobs !== undefined
  return setOnly({
    temperature: finite(request.temperature, 'temperature'),
    top_p: finite(request.topP, 'topP'),
    max_output_tokens: request.maxTokens,
    reasoning: Object.keys(reasoning).length > 0 ? reasoning : undefined,
    parallel_tool_calls: request.tools?.length ? request.parallelToolCalls : undefined,
    top_logprobs: finite(request.topLogprobs, 'topLogprobs'),
    include: asksLogprobs ? ['message.output_text.logprobs'] : undefined,
    user: request.user,
    tools: toolsOf(request)?.map(withStrict),
    tool_choice: inlined(toolChoiceOf(request), 'function'),
    text: format === undefined ? undefined : { format },
  })
}

/** Without `strict`, the API would make all properties of the schema required, as chat completions do not. */
function withStrict(tool: unknown): unknown {
  return { strict: false, ...(inlined(tool, 'function') as Fields) }
}

/** Chat completions put the fields of a function or schema into an object of their own; the Responses API does not. */
function inlined(value: unknown, field: string): unknown {
  if (!isFields(value) || !isFields(value[field])) return value
  const { [field]: inner, ...rest } = value
  return { ...rest, ...(inner as Fields) }
}

const unsupported = ['topK', 'stop', 'seed', 'presencePenalty', 'frequencyPenalty', 'logitBias'] as const

function rejectUnsupported(request: ChatRequest): void {
  const setting = unsupported.find((name) => isSet(request[name]))
  if (setting === undefined) return
  throw new ConfigurationError(
    `\`${setting}\` is ${JSON.stringify(request[setting]).slice(0, 100)}, but OpenAI's Responses API has no such parameter. ` +
      'Leave it out, or use the URL that ends in /chat/completions with `CustomOpenAIChatContentFormatter`.',
    { setting },
  )
}

/** Rejects values that the API rejects, whatever the model. */
function rejectInvalid({ maxTokens, tools = [] }: ChatRequest): void {
  const limit = finite(maxTokens, 'maxTokens') ?? MIN_TOKENS
  if (!(Number.isInteger(limit) && limit >= MIN_TOKENS)) {
    throw new ConfigurationError(
      `\`maxTokens\` is ${limit}, but OpenAI's Responses API requires a whole number of at least ${MIN_TOKENS}.`,
      { setting: 'maxTokens' },
    )
  }
  const index = tools.findIndex(({ name }) => !/^[A-Za-z0-9_-]+$/.test(name))
  if (index === -1) return
  const setting = `tools[${index}].name`
  throw new ConfigurationError(
    `\`${setting}\` is ${JSON.stringify(tools[index]?.name)}, but OpenAI allows only letters, digits, "_" and "-". Rename the tool.`,
    { setting },
  )
}

const MIN_TOKENS = 16

function isSet(value: unknown): boolean {
  if (value === undefined || value === null) return false
  return !(Array.isArray(value) || typeof value === 'string') || value.length > 0
}
