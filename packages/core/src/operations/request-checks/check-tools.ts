import type { ChatRequest, ResponseFormat, Tool } from '../../messages/chat-request.ts'
import { namesOf } from '../../errors/unknown-names.ts'
import { rejectUnknownFields } from './unknown-fields.ts'
import { checkSchema, libraryOf } from './check-schema.ts'
import { isFields } from '../../json/fields.ts'
import { invalid, show } from './invalid-setting.ts'

const toolNames = namesOf<Tool>({ name: true, description: true, parameters: true, strict: true })
const formatNames = namesOf<Extract<ResponseFormat, { readonly type: 'json' }>>({
  type: true,
  schema: true,
  name: true,
  description: true,
  strict: true,
})

/** Checks the tools, and whether the choice is among them. */
export function checkTools({ tools, toolChoice }: ChatRequest): void {
  if (tools !== undefined && !Array.isArray(tools))
    throw invalid('tools', `is ${show(tools)}; it must be a list of tools`)
  for (const [index, tool] of (tools ?? []).entries()) {
    const at = `tools[${index}]`
    const { function: wire } = isFields(tool) ? (tool as { readonly function?: unknown }) : {}
    if (isFields(wire)) throw invalid(at, 'is in the wire format; pass the content of its `function`')
    if (isFields(tool)) rejectUnknownFields(tool, toolNames, at)
    const isTool = isFields(tool) && typeof tool.name === 'string' && tool.name !== '' && tool.parameters !== undefined
    if (!isTool) throw invalid(at, 'needs a `name` and `parameters`, a JSON Schema as a plain object')
    checkSchema(tool.parameters, `${at}.parameters`)
  }
  if (toolChoice === undefined || toolChoice === 'auto' || toolChoice === 'none') return
  if (toolChoice !== 'required' && !(isFields(toolChoice) && typeof toolChoice.name === 'string')) {
    throw invalid('toolChoice', `is ${show(toolChoice)}; it must be 'auto', 'none', 'required' or { name }`)
  }
  if (tools === undefined || tools.length === 0)
    throw invalid('toolChoice', `is ${show(toolChoice)}, but there are no \`tools\` to choose from`)
  if (toolChoice !== 'required' && !tools.some(({ name }) => name === toolChoice.name)) {
    throw invalid(
      'toolChoice',
      `names ${show(toolChoice.name)}, but the tools are ${tools.map(({ name }) => name).join(', ')}`,
    )
  }
}

/** Checks the format of the answer. */
export function checkResponseFormat(format: unknown): void {
  if (format === undefined) return
  const library = isFields(format) && format['type'] !== 'json' ? libraryOf(format) : undefined
  if (library !== undefined) throw invalid('responseFormat', `${library} as { type: 'json', schema: … }`)
  if (!isFields(format) || (format['type'] !== 'text' && format['type'] !== 'json')) {
    throw invalid('responseFormat', `is ${show(format)}; its type must be 'text' or 'json'`)
  }
  rejectUnknownFields(format, formatNames, 'responseFormat')
  if (format['schema'] !== undefined) checkSchema(format['schema'], 'responseFormat.schema')
  else if (format['strict'] === true)
    throw invalid(
      'responseFormat.strict',
      'is true, but there is no `schema` to enforce; pass one, or leave `strict` out',
    )
}
