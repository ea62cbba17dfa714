import type { LanguageModelV4CallOptions, SharedV4Warning } from '@ai-sdk/provider'
import type { ChatRequest, Tool, ToolChoice } from '@azureml-endpoints/core'
import { partOptions } from './conversation/part-options.ts'

/** Converts the tools of a call. */
export function toTools(
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
    partOptions('tool', tool.providerOptions, warnings)
    supported.push({ name, description, parameters: inputSchema as Tool['parameters'], strict })
  }
  return supported.length > 0 ? supported : undefined
}

/** Converts the tool choice; without tools there is none. */
export function toToolChoice(
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
