import type { LanguageModelV4CallOptions, SharedV4Warning } from '@ai-sdk/provider'
import type { ChatRequest, ResponseFormat, Tool, ToolChoice } from '@azureml-endpoints/core'
import { warnAboutMisplacedOptions } from './misplaced-options.ts'
import type { AzureMLLanguageModelOptions } from '../settings/provider-options.ts'
import { withSchemaInPrompt } from './schema-prompt.ts'
import { toMessages } from './messages.ts'

/** Gives a call in core's words; what cannot be said in them is warned about. */
export function toChatRequest(
  call: LanguageModelV4CallOptions,
  options: AzureMLLanguageModelOptions,
  warnings: SharedV4Warning[],
): ChatRequest {
  const tools = toTools(call.tools, warnings)
  const format = toResponseFormat(call.responseFormat, options)
  const request: ChatRequest = {
    messages: toMessages(call.prompt, warnings),
    tools,
    toolChoice: toToolChoice(call.toolChoice, tools, warnings),
    responseFormat: format,
    temperature: call.temperature,
    topP: call.topP,
    topK: call.topK,
    maxTokens: call.maxOutputTokens,
    stop: call.stopSequences?.length ? call.stopSequences : undefined,
    seed: call.seed,
    presencePenalty: call.presencePenalty,
    frequencyPenalty: call.frequencyPenalty,
    reasoningEffort: options.reasoningEffort ?? (call.reasoning === 'provider-default' ? undefined : call.reasoning),
    modelKwargs: options.user === undefined ? options.modelKwargs : { user: options.user, ...options.modelKwargs },
  }
  if (options.jsonSchema !== 'prompt' || format?.type !== 'json' || format.schema === undefined) return request
  return { ...withSchemaInPrompt(request), responseFormat: { type: 'json' } }
}

function toTools(
  tools: LanguageModelV4CallOptions['tools'],
  warnings: SharedV4Warning[],
): ChatRequest['tools'] | undefined {
  const carried: Tool[] = []
  for (const tool of tools ?? []) {
    if (tool.type !== 'function') {
      warnings.push({
        type: 'unsupported',
        feature: `provider-defined tool ${tool.id}`,
        details: 'Endpoints run no tools of their own. Pass a tool with an inputSchema.',
      })
      continue
    }
    const { name, description, inputSchema, strict } = tool
    if (tool.inputExamples?.length) {
      warnings.push({
        type: 'unsupported',
        feature: 'inputExamples',
        details: `Of tool ${name}: describe them instead.`,
      })
    }
    warnAboutMisplacedOptions(`tool ${name}`, tool.providerOptions, warnings)
    carried.push({ name, description, parameters: inputSchema as Tool['parameters'], strict })
  }
  return carried.length > 0 ? carried : undefined
}

function toToolChoice(
  choice: LanguageModelV4CallOptions['toolChoice'],
  tools: ChatRequest['tools'],
  warnings: SharedV4Warning[],
): ToolChoice | undefined {
  if (choice === undefined) return undefined
  if (tools !== undefined) return choice.type === 'tool' ? { name: choice.toolName } : choice.type
  // Without tools there is nothing to choose from, and strict servers refuse the field.
  if (choice.type === 'required' || choice.type === 'tool') {
    warnings.push({ type: 'unsupported', feature: 'toolChoice', details: 'There are no tools to choose from.' })
  }
  return undefined
}

function toResponseFormat(
  format: LanguageModelV4CallOptions['responseFormat'],
  { strictJsonSchema }: AzureMLLanguageModelOptions,
): ResponseFormat | undefined {
  // Text is what every model answers with, and not every server knows the word for it.
  if (format?.type !== 'json') return undefined
  const { schema, name, description } = format
  return { type: 'json', schema: schema as Tool['parameters'] | undefined, name, description, strict: strictJsonSchema }
}
