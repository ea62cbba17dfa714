import { invalidInput, notText, requireTextItems } from '../failures/failure.ts'
import { type JsonObject, isObject } from '../json/json-value.ts'

/** A parsed `/score` body, in any of the formats that images accept. */
export type ScoreBody =
  | { readonly kind: 'chat'; readonly messages: readonly unknown[]; readonly parameters: JsonObject }
  | {
      readonly kind: 'text'
      readonly prompts: readonly string[]
      readonly parameters: JsonObject
      readonly shape: 'numbered' | 'generated-text' | 'strings'
    }
  | { readonly kind: 'embedding'; readonly rows: readonly unknown[] }

/** Parses a `/score` body, or throws the missing field. */
export function parseScoreBody(body: unknown): ScoreBody {
  if (!isObject(body)) throw missing('input_data', body)
  const { input_data: input, inputs } = body
  const outer = { ...asObject(body['params']), ...asObject(body['parameters']) }
  if (inputs !== undefined) return parseInputs(inputs, outer)
  if (input === undefined) throw missing('input_data', body)
  if (Array.isArray(input)) return { kind: 'text', prompts: asTexts(input), parameters: outer, shape: 'strings' }
  if (!isObject(input)) throw missing('input_data', body)
  if (Array.isArray(input['data'])) return { kind: 'embedding', rows: input['data'] }
  const parameters = { ...outer, ...asObject(input['parameters']) }
  const said = input['input_string']
  if (typeof said === 'string') return { kind: 'text', prompts: [said], parameters, shape: 'numbered' }
  if (!Array.isArray(said)) throw missing('input_string', input)
  if (said.length > 0 && said.every((one) => typeof one === 'string')) {
    return { kind: 'text', prompts: said, parameters, shape: 'numbered' }
  }
  return { kind: 'chat', messages: said, parameters }
}

function parseInputs(inputs: unknown, parameters: JsonObject): ScoreBody {
  if (!isObject(inputs)) {
    return { kind: 'text', prompts: requireTexts(inputs, ['inputs']), parameters, shape: 'generated-text' }
  }
  const said = inputs['input_string']
  if (said === undefined) throw missing('input_string', inputs)
  return { kind: 'text', prompts: requireTexts(said, ['inputs', 'input_string']), parameters, shape: 'numbered' }
}

function requireTexts(value: unknown, loc: readonly string[]): string[] {
  if (typeof value === 'string') return [value]
  if (!Array.isArray(value)) throw invalidInput(notText(value, loc))
  return requireTextItems(value, loc)
}

function asTexts(rows: readonly unknown[]): string[] {
  return rows.map((one) => (typeof one === 'string' ? one : JSON.stringify(one)))
}

function asObject(value: unknown): JsonObject {
  return isObject(value) ? value : {}
}

function missing(name: string, input: unknown): Error {
  return invalidInput({ type: 'missing', loc: ['body', name], msg: 'Field required', input: input ?? null })
}
