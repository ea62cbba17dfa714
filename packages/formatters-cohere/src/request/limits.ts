import { type ChatRequest, ConfigurationError } from '@azureml-endpoints/core'

/** Rejects parameters that a version of Cohere's chat does not have. */
export function rejectUnsupported(request: ChatRequest, unsupported: readonly (keyof ChatRequest)[]): void {
  const setting = unsupported.find((name) => request[name] !== undefined)
  if (setting === undefined) return
  throw new ConfigurationError(`Cohere's chat does not support ${setting}. Leave it out.`, { setting })
}

/** Rejects values that Cohere's API description excludes for both versions of its chat. */
export function rejectBeyondLimits(request: ChatRequest): void {
  const { stop, topK, presencePenalty, frequencyPenalty } = request
  if (Array.isArray(stop) && stop.length > MAX_STOPS) {
    throw beyond('stop', `has ${stop.length} texts, but Cohere's chat takes at most ${MAX_STOPS}`)
  }
  for (const [setting, value, most] of [
    ['topK', topK, 500],
    ['presencePenalty', presencePenalty, 1],
    ['frequencyPenalty', frequencyPenalty, 1],
  ] as const) {
    if (typeof value !== 'number' || (value >= 0 && value <= most)) continue
    throw beyond(setting, `is ${value}, but Cohere's chat takes numbers from 0 to ${most}`)
  }
}

const MAX_STOPS = 5

function beyond(setting: string, problem: string): ConfigurationError {
  return new ConfigurationError(`${setting} ${problem}. Change it.`, { setting })
}
