import type { ChatRequest, Fields } from '@azureml-endpoints/core'

/**
 * Returns the parameters that both versions of Cohere's chat have, and those that only one has. Parameters that are not set are
 * left out, and so are empty lists.
 */
export function chatParameters(request: ChatRequest, ofVersion: Fields): Fields {
  const parameters: Fields = {
    temperature: request.temperature,
    p: request.topP,
    k: request.topK,
    max_tokens: request.maxTokens,
    seed: request.seed,
    presence_penalty: request.presencePenalty,
    frequency_penalty: request.frequencyPenalty,
    stop_sequences: typeof request.stop === 'string' ? [request.stop] : request.stop,
    ...ofVersion,
  }
  const isSet = (value: unknown): boolean => value !== undefined && !(Array.isArray(value) && value.length === 0)
  return Object.fromEntries(Object.entries(parameters).filter(([, value]) => isSet(value)))
}
