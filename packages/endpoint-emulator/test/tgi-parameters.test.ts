import { describe, expect, it } from 'vitest'
import { inProcess } from './in-process.ts'

const { send } = inProcess({ image: 'huggingface', edge: false })
const paths = ['/generate', '/generate_stream', '/', '/invocations'] as const

type Parameters = Readonly<Record<string, unknown>>

const mismatch = 'Failed to deserialize the JSON body into the target type: '

/** Values of each type of JSON, as the parser of Text Generation Inference names them. */
const names: readonly (readonly [value: unknown, name: string])[] = [
  ['50', 'string "50"'],
  [true, 'boolean `true`'],
  [1.5, 'floating point `1.5`'],
  [[1], 'sequence'],
  [{}, 'map'],
]

const types = {
  'a boolean': ['decoder_input_details', 'details', 'do_sample', 'return_full_text', 'watermark'],
  'a sequence': ['stop'],
  'a string': ['adapter_id'],
  f32: ['frequency_penalty', 'repetition_penalty', 'temperature', 'top_p', 'typical_p'],
  i32: ['top_k'],
  u32: ['max_new_tokens', 'top_n_tokens'],
  u64: ['seed'],
  usize: ['best_of', 'truncate'],
} as const

const accepted: Readonly<Record<string, string>> = {
  'a boolean': 'boolean `true`',
  'a sequence': 'sequence',
  'a string': 'string "50"',
  f32: 'floating point `1.5`',
}

const wrong = Object.entries(types).flatMap(([type, parameters]) =>
  parameters.flatMap((parameter) =>
    names
      .filter(([, name]) => name !== accepted[type])
      .map(
        ([value, name]) =>
          [{ [parameter]: value }, `parameters.${parameter}: invalid type: ${name}, expected ${type}`] as const,
      ),
  ),
)

const integers = Object.entries({ i32: 2 ** 31, u32: 2 ** 32, u64: -1, usize: -1 }).flatMap(([type, value]) =>
  types[type as 'u32'].map(
    (parameter) =>
      [
        { [parameter]: value },
        `parameters.${parameter}: invalid value: integer \`${value}\`, expected ${type}`,
      ] as const,
  ),
)

const nulls = ['decoder_input_details', 'details', 'do_sample', 'watermark'].map(
  (parameter) => [{ [parameter]: null }, `parameters.${parameter}: invalid type: null, expected a boolean`] as const,
)

describe('Text Generation Inference', () => {
  it.each<readonly [Parameters, string]>([
    ...wrong,
    ...integers,
    ...nulls,
    [{ stop: null }, 'parameters.stop: invalid type: null, expected a sequence'],
    [{ stop: ['a', 5] }, 'parameters.stop[1]: invalid type: integer `5`, expected a string'],
  ])('rejects %j', async (parameters, problem) => {
    for (const path of paths) {
      const response = await send(path, { inputs: 'a', parameters })
      expect([path, response.status, await response.text()]).toEqual([path, 422, mismatch + problem])
    }
  })

  it.each([
    ['a', 'string "a"'],
    [[], 'sequence'],
    [null, 'null'],
  ])('rejects the parameters %j', async (parameters, name) => {
    for (const path of paths) {
      const response = await send(path, { inputs: 'a', parameters })
      const text = `${mismatch}parameters: invalid type: ${name}, expected struct GenerateParameters`
      expect([path, response.status, await response.text()]).toEqual([path, 422, text])
    }
  })

  it.each(['true', 1, null])('rejects `stream: %j` where it streams if asked', async (stream) => {
    const texts = await Promise.all(paths.map(async (path) => (await send(path, { inputs: 'a', stream })).text()))
    expect(texts.map((text) => text.startsWith(`${mismatch}stream: invalid type: `))).toEqual([
      false,
      false,
      true,
      true,
    ])
  })

  it.each<readonly [Parameters, string]>([
    [{ repetition_penalty: 0 }, '`repetition_penalty` must be strictly positive'],
    [{ frequency_penalty: -2.1 }, '`frequency_penalty` must be >= -2.0 and <= 2.0'],
    [{ frequency_penalty: 2.1 }, '`frequency_penalty` must be >= -2.0 and <= 2.0'],
    [{ typical_p: 0 }, '`typical_p` must be > 0.0 and < 1.0'],
    [{ typical_p: 1 }, '`typical_p` must be > 0.0 and < 1.0'],
    [{ top_k: 0 }, '`top_k` must be strictly positive'],
    [{ top_k: -1 }, '`top_k` must be strictly positive'],
  ])('limits %j', async (parameters, problem) => {
    const response = await send('/generate', { inputs: 'a', parameters })
    expect(response.status).toBe(422)
    expect(await response.json()).toEqual({ error: `Input validation error: ${problem}`, error_type: 'validation' })
    const stream = await send('/generate_stream', { inputs: 'a', parameters })
    expect([stream.status, await stream.text()]).toEqual([200, expect.stringContaining(problem)])
  })

  it.each<Parameters>([
    { temperature: 1, top_k: 10, repetition_penalty: 1.1, frequency_penalty: -2, typical_p: 0.9 },
    { temperature: null, top_k: null, max_new_tokens: null, seed: null, best_of: null, return_full_text: null },
    { do_sample: false, details: false, watermark: true, truncate: 5, adapter_id: 'a', stop: [], seed: 0 },
    { unknown: { nested: true } },
  ])('accepts %j', async (parameters) => {
    expect((await send('/generate', { inputs: 'a', parameters })).status).toBe(200)
  })
})
