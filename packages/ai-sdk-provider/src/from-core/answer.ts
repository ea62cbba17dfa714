import type {
  LanguageModelV4Content,
  LanguageModelV4FinishReason,
  LanguageModelV4GenerateResult,
  SharedV4ProviderMetadata,
  SharedV4Warning,
} from '@ai-sdk/provider'
import type { ChatResponse, FinishReason } from '@azureml-endpoints/core'
import { toolInput } from '../untrusted/tool-input.ts'
import { toUsage } from './usage.ts'

/** Converts a complete answer to the result of `doGenerate`. */
export function toGenerateResult(
  response: ChatResponse,
  warnings: SharedV4Warning[],
  providerMetadata: SharedV4ProviderMetadata,
): Omit<LanguageModelV4GenerateResult, 'request'> {
  const { id, model, headers, raw } = response
  return {
    content: toContent(response),
    finishReason: toFinishReason(response.finishReason, response.rawFinishReason),
    usage: toUsage(response.usage),
    warnings,
    providerMetadata,
    response: {
      ...(id !== undefined && { id }),
      ...(model !== undefined && { modelId: model }),
      headers: Object.fromEntries(headers),
      body: raw,
    },
  }
}

function toContent({ reasoning, text, toolCalls }: ChatResponse): LanguageModelV4Content[] {
  const content: LanguageModelV4Content[] = []
  if (reasoning) content.push({ type: 'reasoning', text: reasoning })
  if (text !== '') content.push({ type: 'text', text })
  for (const call of toolCalls) {
    content.push({ type: 'tool-call', toolCallId: call.id, toolName: call.name, input: toolInput(call.arguments) })
  }
  return content
}

/** Converts a finish reason; core and the AI SDK use the same names. */
export function toFinishReason(unified: FinishReason, raw: string | undefined): LanguageModelV4FinishReason {
  return { unified, raw }
}
