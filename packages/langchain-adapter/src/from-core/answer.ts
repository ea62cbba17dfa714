import type { ChatChunk, ChatResponse } from '@azureml-endpoints/core'
import { AIMessage } from '@langchain/core/messages'
import type { ChatGeneration } from '@langchain/core/outputs'
import { addRaw, answerKwargs } from './answer-kwargs.ts'
import { finishMetadata, type Origin, responseMetadata } from './metadata.ts'
import { parseCompleteCalls } from './tool-calls.ts'
import { usageMetadata } from './usage.ts'

/**
 * Converts a complete answer. The message gets its `id` from LangChain: some servers repeat theirs, and LangGraph replaces a message
 * by a later one with the same id.
 */
export function toGeneration(response: ChatResponse, origin: Origin): ChatGeneration {
  const { text, usage } = response
  const kwargs = answerKwargs(response)
  const message = new AIMessage({
    content: text,
    ...parseCompleteCalls(response.toolCalls.map(({ id, name, arguments: args }) => ({ id, name, args }))),
    additional_kwargs: origin.includesRaw ? addRaw(kwargs, response.raw) : kwargs,
    response_metadata: responseMetadata(response, origin),
    ...(usage !== undefined && { usage_metadata: usageMetadata(usage) }),
  })
  return { text, message, generationInfo: finishMetadata(response) }
}

/** Converts a complete answer to the only chunk of a stream. */
export function toChunk({ text, toolCalls, ...rest }: ChatResponse): ChatChunk {
  return {
    ...rest,
    ...(text !== '' && { text }),
    ...(toolCalls.length > 0 && { toolCalls: toolCalls.map((call, index) => ({ index, ...call })) }),
  }
}
