import { ConfigurationError } from '@azureml-endpoints/core'
import { describe, expect, it } from 'vitest'
import {
  CustomOpenAIContentFormatter,
  DollyContentFormatter,
  GPT2ContentFormatter,
  HFContentFormatter,
  MLflowContentFormatter,
  PromptFlowContentFormatter,
  TGIContentFormatter,
} from '../src/index.ts'

/** The options of a formatter: a value, and what the error for a wrong one asks for. */
type Options = Readonly<Record<string, readonly [value: unknown, wanted: string]>>

const templates =
  "Pass 'plain', 'llama2', 'llama3', 'chatml', 'qwen2.5', 'mistral-v0.1', 'mistral-v0.2', 'mistral-v0.3', 'mistral-nemo', " +
  "'phi3', 'zephyr', 'mistral', 'phi', or a function that renders the model's own template."
const mustBe = (wanted: string): string => `it must be ${wanted}.`
const prompt: Options = {
  chatTemplate: ['chatml', templates],
  addBosToken: [false, mustBe('true or false')],
  stripPrompt: [true, mustBe('true or false')],
  maxTokensParameter: ['max_tokens', mustBe("the name of a body parameter, such as 'max_tokens'")],
}
const formatters: Readonly<
  Record<string, { readonly Formatter: new (options: never) => object; readonly all: Options }>
> = {
  CustomOpenAIContentFormatter: { Formatter: CustomOpenAIContentFormatter, all: prompt },
  DollyContentFormatter: { Formatter: DollyContentFormatter, all: prompt },
  GPT2ContentFormatter: { Formatter: GPT2ContentFormatter, all: prompt },
  HFContentFormatter: { Formatter: HFContentFormatter, all: prompt },
  TGIContentFormatter: { Formatter: TGIContentFormatter, all: prompt },
  MLflowContentFormatter: {
    Formatter: MLflowContentFormatter,
    all: {
      ...prompt,
      input: ['pandas-split', mustBe("'list' or 'pandas-split'")],
      column: ['text', mustBe('the name of a column')],
    },
  },
  PromptFlowContentFormatter: {
    Formatter: PromptFlowContentFormatter,
    all: {
      chatInput: ['a', mustBe('the name of an input')],
      chatHistory: [false, mustBe('the name of an input, or false if the flow takes no history')],
      chatOutput: ['b', mustBe('the name of an output')],
    },
  },
}

function refusalOf(create: () => unknown): ConfigurationError {
  try {
    create()
  } catch (error) {
    if (error instanceof ConfigurationError) return error
    throw error
  }
  throw new Error('It was accepted.')
}

describe.each(Object.entries(formatters))('%s', (_name, { Formatter, all }) => {
  const make = (options: unknown) => (): unknown => new Formatter(options as never)
  const names: readonly string[] = Object.keys(all)

  it('accepts its options, and undefined for each', () => {
    const values = names.map((name) => [name, all[name]?.[0]])
    expect(make(Object.fromEntries(values))()).toBeInstanceOf(Formatter)
    expect(make(Object.fromEntries(names.map((name) => [name, undefined])))()).toBeInstanceOf(Formatter)
  })

  it.each(names)('rejects wrong values of %s', (name) => {
    for (const [value, shown] of [
      ['', '""'],
      [' ', '" "'],
      [5, '5'],
      [null, 'null'],
      [{}, '{}'],
      [[], '[]'],
    ] as const) {
      const { setting, message } = refusalOf(make({ [name]: value }))
      const wanted = all[name]?.[1]
      const given = typeof value === 'string' ? `'${value}'` : `of type ${typeof value}`
      expect(setting).toBe(name)
      expect(message).toBe(
        name === 'chatTemplate'
          ? `\`chatTemplate\` is ${given}. ${wanted}`
          : `\`${name}\` of the formatter is ${shown}; ${wanted}`,
      )
    }
  })

  it('names the right option for an unknown one', () => {
    const [first = ''] = names
    const misspelt = first.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
    expect(refusalOf(make({ [misspelt]: 'x' }))).toMatchObject({
      setting: misspelt,
      message: `\`${misspelt}\` is unknown. Use \`${first}\`.`,
    })
    expect(refusalOf(make({ temperature: 1 })).message).toContain('The names are `')
  })

  it.each([null, 'chatml', true])('rejects %j as options', (options) => {
    expect(refusalOf(make(options)).setting).toBe('options')
  })
})

it.each(['pandas_split', 'toString'])('names the inputs of MLflow instead of %j', (input) => {
  const { message } = refusalOf(() => new MLflowContentFormatter({ input: input as never }))
  expect(message).toBe(`\`input\` of the formatter is "${input}"; it must be 'list' or 'pandas-split'.`)
})
