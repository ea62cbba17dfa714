import type { ParsedChatResponse } from '@azureml-endpoints/core'

/** Removes the prompt from the start of a response that repeats it. */
export function withoutPrompt(response: ParsedChatResponse, prompt: string): ParsedChatResponse {
  return response.text.startsWith(prompt) ? { ...response, text: response.text.slice(prompt.length) } : response
}
