import type { LanguageModelV4ToolResultPart, SharedV4Warning } from '@ai-sdk/provider'
import { warnOnce } from './warn-once.ts'

/**
 * Leaves binary data out of the result of a tool that another provider ran: generated images, and search results that only that
 * provider can decrypt. As text they say nothing to a model, and fill its context in every later call.
 */
export function withoutBinary(
  part: LanguageModelV4ToolResultPart,
  warnings: SharedV4Warning[],
): LanguageModelV4ToolResultPart {
  const { output, toolName } = part
  if (output.type !== 'json' && output.type !== 'error-json') return part
  let isShorter = false
  const json = JSON.stringify(output.value, (_name, value: unknown) => {
    if (typeof value !== 'string' || value.length < shortest || !base64.test(value)) return value
    isShorter = true
    return `(${value.length} characters of binary data left out)`
  })
  if (!isShorter) return part
  warnOnce(warnings, {
    type: 'other',
    message: `Binary data is left out of the result of ${toolName}, which another provider ran.`,
  })
  return { ...part, output: { ...output, value: JSON.parse(json) } }
}

const shortest = 200
const base64 = /^(?:data:[\w/+.-]+;base64,)?[\w+/-]+={0,2}$/
