import { asList, asNumber, type JsonObject } from '../json/json-value.ts'
import { findTypeProblem, type SerdeType } from './serde-type.ts'

/** The types of the parameters in the router of Text Generation Inference, which ignores others. */
const types: Readonly<Record<string, SerdeType>> = {
  adapter_id: 'a string',
  best_of: 'usize',
  decoder_input_details: 'a boolean',
  details: 'a boolean',
  do_sample: 'a boolean',
  frequency_penalty: 'f32',
  max_new_tokens: 'u32',
  repetition_penalty: 'f32',
  return_full_text: 'a boolean',
  seed: 'u64',
  stop: 'a sequence',
  temperature: 'f32',
  top_k: 'i32',
  top_n_tokens: 'u32',
  top_p: 'f32',
  truncate: 'usize',
  typical_p: 'f32',
  watermark: 'a boolean',
}

/** Parameters that may be absent but not null. */
const notNull: ReadonlySet<string> = new Set(['decoder_input_details', 'details', 'do_sample', 'stop', 'watermark'])

/** Finds a parameter of another type, as the router's parser reports it. */
export function findMismatch(parameters: JsonObject): string | undefined {
  for (const [name, value] of Object.entries(parameters)) {
    const type = Object.hasOwn(types, name) ? types[name] : undefined
    if (type === undefined || (value === null && !notNull.has(name))) continue
    const problem = findTypeProblem(value, type)
    if (problem !== undefined) return `parameters.${name}: ${problem}`
  }
  const stops = asList(parameters['stop'])
  const wrong = stops.findIndex((stop) => typeof stop !== 'string')
  return wrong === -1 ? undefined : `parameters.stop[${wrong}]: ${findTypeProblem(stops[wrong], 'a string')}`
}

/** Finds a parameter outside of the router's limits. */
export function findLimitProblem(parameters: JsonObject, stream: boolean): string | undefined {
  const number = (name: string): number | undefined => asNumber(parameters[name])
  const stops = asList(parameters['stop']).length
  const penalty = number('frequency_penalty') ?? 0
  const problems: readonly (readonly [isBroken: boolean, problem: string])[] = [
    [stream && (number('best_of') ?? 1) !== 1, '`best_of` != 1 is not supported when streaming tokens'],
    [
      stream && parameters['decoder_input_details'] === true,
      '`decoder_input_details` == true is not supported when streaming tokens',
    ],
    [(number('temperature') ?? 1) <= 0, '`temperature` must be strictly positive'],
    [(number('repetition_penalty') ?? 1) <= 0, '`repetition_penalty` must be strictly positive'],
    [penalty < -2 || penalty > 2, '`frequency_penalty` must be >= -2.0 and <= 2.0'],
    [!isInside(number('top_p')), '`top_p` must be > 0.0 and < 1.0'],
    [!isInside(number('typical_p')), '`typical_p` must be > 0.0 and < 1.0'],
    [(number('top_k') ?? 1) <= 0, '`top_k` must be strictly positive'],
    [number('max_new_tokens') === 0, '`max_new_tokens` must be strictly positive'],
    [stops > 4, `\`stop\` supports up to 4 stop sequences. Given: ${stops}`],
  ]
  return problems.find(([isBroken]) => isBroken)?.[1]
}

function isInside(share: number | undefined): boolean {
  return share === undefined || (share > 0 && share < 1)
}
