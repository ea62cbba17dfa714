import type { ChatMessage, ChatRequest } from '@azureml-endpoints/core'

/** Moves the response format of a request into its system message. */
export function withSchemaInPrompt(request: ChatRequest): ChatRequest {
  const { responseFormat, messages } = request
  if (responseFormat?.type !== 'json') return { ...request, responseFormat: undefined }
  const instruction = instructionOf(responseFormat)
  const [first, ...rest] = messages
  const system: ChatMessage = {
    role: 'system',
    content: first?.role === 'system' ? `${first.content}\n\n${instruction}` : instruction,
  }
  return {
    ...request,
    responseFormat: undefined,
    messages: first?.role === 'system' ? [system, ...rest] : [system, ...messages],
  }
}

function instructionOf({
  schema,
  description,
}: Extract<ChatRequest['responseFormat'], { readonly type: 'json' }>): string {
  const about = description === undefined ? '' : `The answer is: ${description}\n`
  const only = `${about}Answer with JSON only, without any other text and without a code fence.`
  return schema === undefined ? only : `${only} The JSON must match this JSON Schema:\n${JSON.stringify(schema)}`
}
