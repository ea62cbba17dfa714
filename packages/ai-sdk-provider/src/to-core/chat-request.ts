import type { LanguageModelV4CallOptions, SharedV4Warning } from '@ai-sdk/provider'
import type { ChatRequest, ResponseFormat, Tool, ToolChoice } from '@azureml-endpoints/core'
import { warnAboutMisplacedOptions } from './misplaced-options.ts'
import type { AzureMLLanguageModelOptions } from '../settings/provider-options.ts'
import { withSchemaInPrompt } from './schema-prompt.ts'
import { toMessages } from './messages.ts'

/** Converts a call to core's request. Adds a warning for whatever the request cannot express. */
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
  const supported: Tool[] = []
  for (const tool of tools ?? []) {
    if (tool.type !== 'function') {
      warnings.push({
        type: 'unsupported',
        feature: `provider-defined tool ${tool.id}`,
        details: 'Endpoints do not run tools. Pass a tool with an inputSchema.',
      })
      continue
    }
    const { name, description, inputSchema, strict } = tool
    if (tool.inputExamples?.length) {
      warnings.push({
        type: 'unsupported',
        feature: 'inputExamples',
        details: `The input examples of tool ${name} are not sent. Add them to its description.`,
      })
    }
    warnAboutMisplacedOptions(`tool ${name}`, tool.providerOptions, warnings)
    supported.push({ name, description, parameters: inputSchema as Tool['parameters'], strict })
  }
  return supported.length > 0 ? supported : undefined
}

function toToolChoice(
  choice: LanguageModelV4CallOptions['toolChoice'],
  tools: ChatRequest['tools'],
  warnings: SharedV4Warning[],
): ToolChoice | undefined {
  if (choice === undefined) return undefined
  if (tools !== undefined) return choice.type === 'tool' ? { name: choice.toolName } : choice.type
  // Strict servers reject a tool choice without tools.
  if (choice.type === 'required' || choice.type === 'tool') {
    warnings.push({
      type: 'unsupported',
      feature: 'toolChoice',
      details: 'The call has no tools. Pass some, or remove toolChoice.',
    })
  }
  return undefined
}

function toResponseFormat(
  format: LanguageModelV4CallOptions['responseFormat'],
  { strictJsonSchema }: AzureMLLanguageModelOptions,
): ResponseFormat | undefined {
  // Text is the default, and not every server accepts it as a response format.
  if (format?.type !== 'json') return undefined
  const { schema, name, description } = format
  return { type: 'json', schema: schema as Tool['parameters'] | undefined, name, description, strict: strictJsonSchema }
}
