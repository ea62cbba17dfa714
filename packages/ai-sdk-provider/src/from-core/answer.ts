import type {
  LanguageModelV4Content,
  LanguageModelV4FinishReason,
  LanguageModelV4GenerateResult,
  SharedV4ProviderMetadata,
  SharedV4Warning,
} from '@ai-sdk/provider'
import type { ChatResponse, FinishReason, ToolCall } from '@azureml-endpoints/core'
import { toolInput } from '../untrusted/tool-input.ts'
import { CollectedExtras } from './collected-extras.ts'
import type { AzureMLResponseMetadata } from './metadata.ts'
import { providerDataMetadata } from './provider-data.ts'
import { toHeadersRecord } from './response-headers.ts'
import { toSource } from './sources.ts'
import { toUsage } from './usage.ts'

/** Converts a complete answer to the result of `doGenerate`. */
export function toGenerateResult(
  response: ChatResponse,
  warnings: SharedV4Warning[],
  metadata: AzureMLResponseMetadata,
): LanguageModelV4GenerateResult & { readonly providerMetadata: SharedV4ProviderMetadata } {
  const { id, model, createdAt, headers, raw } = response
  const extras = new CollectedExtras()
  extras.add(response)
  return {
    content: toContent(response, extras),
    finishReason: toFinishReason(response.finishReason, response.rawFinishReason),
    usage: toUsage(response.usage),
    warnings,
    providerMetadata: extras.metadataWith(metadata),
    response: {
      ...(id !== undefined && { id }),
      ...(model !== undefined && { modelId: model }),
      ...(createdAt !== undefined && { timestamp: createdAt }),
      headers: toHeadersRecord(headers),
      body: raw,
    },
  }
}

/** Lists the parts in the order of a stream: reasoning, text, sources, files, tool calls. */
function toContent(response: ChatResponse, extras: CollectedExtras): LanguageModelV4Content[] {
  const { reasoning, text, toolCalls, sources } = response
  const { providerData, audioFile } = extras
  const data = providerDataMetadata(providerData)
  const hasData = data.providerMetadata !== undefined
  const content: LanguageModelV4Content[] = []
  if (reasoning) content.push({ type: 'reasoning', text: reasoning, ...data })
  // A part without text keeps what the endpoint needs back, if there is nothing else to keep it.
  if (text !== '' || (hasData && !reasoning && toolCalls.length === 0)) {
    content.push({ type: 'text', text, ...(!reasoning && data) })
  }
  for (const source of sources ?? []) content.push(toSource(source))
  if (audioFile !== undefined) content.push(audioFile)
  const isKept = reasoning || text !== ''
  for (const [index, call] of toolCalls.entries()) {
    content.push(toToolCall(call, isKept || index > 0 ? undefined : providerData))
  }
  return content
}

/** Converts a complete tool call. */
export function toToolCall(
  { id, name, arguments: json, providerData }: ToolCall,
  messageData: unknown,
): Extract<LanguageModelV4Content, { type: 'tool-call' }> {
  const data = providerDataMetadata(providerData, messageData)
  return { type: 'tool-call', toolCallId: id, toolName: name, input: toolInput(json), ...data }
}

/** Converts a finish reason; core and the AI SDK use the same names. */
export function toFinishReason(unified: FinishReason, raw: string | undefined): LanguageModelV4FinishReason {
  return { unified, raw }
}
