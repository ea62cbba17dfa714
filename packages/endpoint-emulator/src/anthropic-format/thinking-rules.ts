import { type JsonObject, asNumber, isObject } from '../json/json-value.ts'

/** Finds what is wrong with the `thinking` parameter, alone and beside others. */
export function findThinkingProblem(body: JsonObject): string | undefined {
  const { thinking, temperature, top_p: topP, top_k: topK, tool_choice: choice, max_tokens: limit } = body
  if (!isObject(thinking)) return undefined
  const { type, budget_tokens: budget, display } = thinking
  if (typeof type !== 'string' || !types.has(type))
    return `thinking: Input tag '${String(type)}' found using 'type' does not match any of the expected tags: 'adaptive', 'disabled', 'enabled'`
  const extra = Object.keys(thinking).find((field) => !fields[type]?.includes(field))
  if (extra !== undefined) return `thinking.${type}.${extra}: Extra inputs are not permitted`
  if (display !== undefined && display !== 'summarized' && display !== 'omitted')
    return `thinking.${type}.display: Input should be 'summarized' or 'omitted'`
  if (type === 'disabled') return undefined
  if (type === 'enabled') {
    const tokens = asNumber(budget)
    if (tokens === undefined) return 'thinking.enabled.budget_tokens: Field required'
    if (tokens < 1024) return 'thinking.enabled.budget_tokens: Input should be greater than or equal to 1024'
    if (tokens >= Number(limit)) return '`max_tokens` must be greater than `thinking.budget_tokens`.'
  }
  if (temperature !== undefined && temperature !== 1)
    return '`temperature` may only be set to 1 when thinking is enabled or in adaptive mode.'
  if (topP !== undefined && Number(topP) < 0.95)
    return '`top_p` must be greater than or equal to 0.95 or unset when thinking is enabled or in adaptive mode.'
  if (topK !== undefined) return '`top_k` must be unset when thinking is enabled or in adaptive mode.'
  const forced = isObject(choice) && (choice['type'] === 'any' || choice['type'] === 'tool')
  return forced ? 'Thinking may not be enabled when tool_choice forces tool use.' : undefined
}

const types = new Set(['adaptive', 'disabled', 'enabled'])

const fields: Readonly<Record<string, readonly string[]>> = {
  adaptive: ['type', 'display', 'block_binding'],
  enabled: ['type', 'budget_tokens', 'display', 'block_binding'],
  disabled: ['type'],
}
