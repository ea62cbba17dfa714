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

const prompt = { chatTemplate: 'chatml', addBosToken: false, stripPrompt: true, maxTokensParameter: 'max_tokens' }
const formatters = {
  CustomOpenAIContentFormatter: { Formatter: CustomOpenAIContentFormatter, all: prompt },
  DollyContentFormatter: { Formatter: DollyContentFormatter, all: prompt },
  GPT2ContentFormatter: { Formatter: GPT2ContentFormatter, all: prompt },
  HFContentFormatter: { Formatter: HFContentFormatter, all: prompt },
  TGIContentFormatter: { Formatter: TGIContentFormatter, all: prompt },
  MLflowContentFormatter: {
    Formatter: MLflowContentFormatter,
    all: { ...prompt, input: 'pandas-split', column: 'text' },
  },
  PromptFlowContentFormatter: {
    Formatter: PromptFlowContentFormatter,
    all: { chatInput: 'a', chatHistory: false, chatOutput: 'b' },
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
    expect(make(all)()).toBeInstanceOf(Formatter)
    expect(make(Object.fromEntries(names.map((name) => [name, undefined])))()).toBeInstanceOf(Formatter)
  })

  it.each(names)('rejects wrong values of %s', (name) => {
    for (const value of ['', 5, null, {}, []]) {
      const { setting, message } = refusalOf(make({ [name]: value }))
      expect(setting).toBe(name)
      expect(message).toMatch(/^`\w+` (of the formatter )?is .*(; it must be |\. Pass ')/)
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
