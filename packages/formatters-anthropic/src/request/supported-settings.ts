import { type ChatRequest, type ConfigurationError, isFields, type Fields } from '@azureml-endpoints/core'
import { invalid } from '../errors/invalid-setting.ts'
import { isBlank } from '../wire/wire-message.ts'

/** The parameters that the Messages API does not have. */
const unsupported = ['seed', 'presencePenalty', 'frequencyPenalty', 'logprobs', 'topLogprobs', 'logitBias'] as const

/** Rejects what the Messages API does not have. */
export function rejectUnsupported(request: ChatRequest): void {
  const setting = unsupported.find((name) => request[name] !== undefined)
  if (setting !== undefined) throw invalid(setting, 'is not supported by the Messages API of Claude. Leave it out.')
  for (const name of ['temperature', 'topP', 'topK', 'maxTokens'] as const) {
    const value = request[name]
    if (typeof value === 'number' && !Number.isFinite(value)) {
      throw invalid(name, `is ${value}, which JSON cannot represent. Pass a finite number.`)
    }
  }
  const { temperature, topP, maxTokens } = request
  rejectOutside('temperature', temperature)
  rejectOutside('topP', topP)
  rejectBlankStop(request)
  if (maxTokens !== undefined && !(Number.isInteger(maxTokens) && maxTokens >= 0)) {
    throw invalid('maxTokens', `is ${maxTokens}, but the Messages API takes whole numbers. Pass one, such as 4096.`)
  }
}

/** Rejects a body without what every request needs, or with what thinking excludes. */
export function rejectIncomplete(body: Fields): void {
  if (body['max_tokens'] === undefined || body['max_tokens'] === null) {
    const remedy =
      'Pass `maxTokens` with the request, or create the formatter with a default: `{ defaultMaxTokens: 4096 }`.'
    throw invalid('maxTokens', `is missing, but the Messages API of Claude requires it. ${remedy}`)
  }
  const { thinking, tool_choice: choice, temperature, top_p: topP, top_k: topK } = body
  if (!isFields(thinking)) return
  const { type, budget_tokens: budget } = thinking
  if (type !== 'enabled' && type !== 'adaptive') return
  const choiceType = isFields(choice) ? choice['type'] : undefined
  if (choiceType === 'any' || choiceType === 'tool') throw excluded('toolChoice', type, "Use 'auto'")
  if (temperature !== undefined && temperature !== 1) throw excluded('temperature', type, 'Leave it out')
  if (typeof topP === 'number' && topP < MIN_TOP_P)
    throw excluded('topP', type, `Pass at least ${MIN_TOP_P}, leave it out`)
  if (topK !== undefined) throw excluded('topK', type, 'Leave it out')
  if (type === 'adaptive' || (Number.isInteger(budget) && Number(budget) >= MIN_BUDGET)) return
  throw invalid(
    'modelKwargs.thinking.budget_tokens',
    `is ${JSON.stringify(budget)}, but with the type "enabled" it must be a whole number of at least ${MIN_BUDGET}.`,
  )
}

const MIN_BUDGET = 1024
const MIN_TOP_P = 0.95

function rejectBlankStop({ stop }: ChatRequest): void {
  // A single empty string is left out of the body.
  if (!stop) return
  const index = [stop].flat().findIndex(isBlank)
  if (index === -1) return
  const setting = typeof stop === 'string' ? 'stop' : `stop[${index}]`
  throw invalid(setting, 'is blank, but Claude requires stop sequences that are not only white space. Leave it out.')
}

function rejectOutside(setting: 'temperature' | 'topP', value: number | undefined): void {
  if (value === undefined || value === null || (value >= 0 && value <= 1)) return
  throw invalid(setting, `is ${value}, but Claude takes numbers from 0 to 1. Pass one of them.`)
}

function excluded(setting: string, type: string, remedy: string): ConfigurationError {
  const off = type === 'adaptive' ? 'leave out `reasoningEffort`' : 'leave out `thinking`'
  return invalid(setting, `cannot be combined with \`thinking\` of the type "${type}". ${remedy}, or ${off}.`)
}
