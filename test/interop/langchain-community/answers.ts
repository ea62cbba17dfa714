import type { Case } from './cases.ts'

/** An answer of the endpoint, before it is serialized. */
interface Answer {
  readonly status?: number
  readonly body: unknown
}

/** The answer that a format expects, and others that deployments give. */
export interface Answers {
  readonly usual: Answer
  readonly unusual: readonly Answer[]
}

/** Makes the answers to one call, with the model's text. */
export function answersOf(
  { kind, formatter, apiType }: Pick<Case, 'kind' | 'formatter' | 'apiType'>,
  prompt: string,
  text: string,
): Answers {
  const shape = kind === 'chat' ? chatShape(apiType) : textShape(formatter, apiType)
  const unusual: Answer[] = [
    { body: shape(`${prompt}${text}`) },
    { body: shape(`<think>\nA thought.\n</think>\n\n${text}`) },
    { body: shape(`  ${text}\n`) },
    { body: {} },
    { body: { error: { code: 'overloaded', message: 'Try again.' } } },
    { status: 424, body: { error: { code: 'model_error', message: 'The model failed.' } } },
    { status: 400, body: { error: { code: 'bad', message: 'Unknown parameter.' } } },
  ]
  return { usual: { body: shape(text) }, unusual: [...unusual, ...others(kind, apiType, text)] }
}

function others(kind: Case['kind'], apiType: Case['apiType'], text: string): readonly Answer[] {
  if (apiType === 'serverless') {
    const call = { id: 'call00001', type: 'function', function: { name: 'weather', arguments: '{}' } }
    const message = { role: 'assistant', content: null, tool_calls: [call] }
    const noText = { choices: [{ index: 0, message, finish_reason: 'tool_calls' }] }
    return [{ body: kind === 'chat' ? noText : { choices: [] } }, { body: { choices: [] } }]
  }
  if (kind === 'chat')
    return [{ body: { output: null } }, { body: { output: text, finish_reason: 'length', model: 'm' } }]
  return [{ body: { output: [text], finish_reason: 'length' } }, { body: [[{ generated_text: text }]] }, { body: [] }]
}

function chatShape(apiType: Case['apiType']): (text: string) => unknown {
  if (apiType === 'dedicated') return (output) => ({ output })
  return (content) => ({
    id: 'c',
    model: 'm',
    choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 },
  })
}

function textShape(formatter: string, apiType: Case['apiType']): (text: string) => unknown {
  if (apiType === 'serverless')
    return (text) => ({ id: 'c', choices: [{ index: 0, text, finish_reason: 'length', logprobs: null }] })
  if (formatter === 'HFContentFormatter') return (text) => [{ '0': { generated_text: text } }]
  return formatter === 'DollyContentFormatter' ? (text) => [text] : (text) => [{ '0': text }]
}
