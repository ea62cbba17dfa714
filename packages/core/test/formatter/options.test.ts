import {
  checkFormatterOptions,
  configuredFormatter,
  ContentFormatterBase,
  formatterOptionNames,
  formatterOptionsIn,
} from '@azureml-endpoints/core'
import { expect, it } from 'vitest'
import { problemOf } from './problem-of.ts'

const rules = {
  usage: 'boolean',
  schema: ['native', 'prompt'],
  tokens: { allows: (value: unknown) => typeof value === 'number' && value > 0, wanted: 'a positive number' },
} as const

const oneOf = "'native' or 'prompt'"

it.each<[options: unknown, setting: string, message: string]>([
  [null, 'options', '`options` of the formatter is null; it must be an object.'],
  [undefined, 'options', '`options` of the formatter is undefined; it must be an object.'],
  ['usage', 'options', '`options` of the formatter is "usage"; it must be an object.'],
  [{ usage: 'yes' }, 'usage', '`usage` of the formatter is "yes"; it must be true or false.'],
  [{ usage: null }, 'usage', '`usage` of the formatter is null; it must be true or false.'],
  [{ usage: 0 }, 'usage', '`usage` of the formatter is 0; it must be true or false.'],
  [{ schema: 'text' }, 'schema', `\`schema\` of the formatter is "text"; it must be ${oneOf}.`],
  [{ schema: '' }, 'schema', `\`schema\` of the formatter is ""; it must be ${oneOf}.`],
  [{ schema: ['native'] }, 'schema', `\`schema\` of the formatter is ["native"]; it must be ${oneOf}.`],
  [{ tokens: 0 }, 'tokens', '`tokens` of the formatter is 0; it must be a positive number.'],
  [{ usage: true, tokens: -1 }, 'tokens', '`tokens` of the formatter is -1; it must be a positive number.'],
  [
    { tokens: 'x'.repeat(200) },
    'tokens',
    `\`tokens\` of the formatter is "${'x'.repeat(99)}; it must be a positive number.`,
  ],
  [{ tokens: '\u001B' }, 'tokens', '`tokens` of the formatter is "\\u001b"; it must be a positive number.'],
  [{ tokens: Symbol('a') }, 'tokens', '`tokens` of the formatter is Symbol(a); it must be a positive number.'],
  [{ use: true }, 'use', '`use` is unknown. The names are `usage`, `schema`, `tokens`.'],
])('rejects the options %j', (options, setting, message) => {
  expect(problemOf(() => checkFormatterOptions(options, rules))).toEqual([setting, message])
})

it.each([
  {},
  { usage: undefined, schema: undefined, tokens: undefined },
  { usage: true },
  { usage: false },
  { schema: 'native' },
  { schema: 'prompt', tokens: 1 },
])('accepts the options %j', (options) => {
  expect(problemOf(() => checkFormatterOptions(options, rules))).toBeUndefined()
})

class Reading extends ContentFormatterBase {
  override readonly name = 'reading'
  override readonly codecs = {}
  readonly read: unknown

  constructor(options: { readonly usage?: boolean; readonly column?: string } = {}) {
    super()
    this.read = [options.usage, options.column, Object.keys(options)]
  }
}

it('creates a formatter with the options that are set', () => {
  expect(configuredFormatter(Reading, { usage: false, column: 'a' })).toMatchObject({
    read: [false, 'a', ['usage', 'column']],
  })
  expect(configuredFormatter(Reading, { column: undefined })).toMatchObject({
    read: [undefined, undefined, ['column']],
  })
})

it('returns a formatter and a class unchanged if no option is set', () => {
  const instance = new Reading()
  expect([configuredFormatter(Reading, {}), configuredFormatter(instance, {})]).toEqual([Reading, instance])
})

it('rejects an option that the class does not read, and any option of an instance', () => {
  expect(problemOf(() => configuredFormatter(Reading, { usage: true, betas: [], input: 'a' }))).toEqual([
    'betas',
    'The formatter Reading has no option `betas`. Leave it out.',
  ])
  expect(problemOf(() => configuredFormatter(new Reading(), { usage: true, column: 'a' }))).toEqual([
    'usage',
    '`usage` is an option of the content formatter, but `contentFormatter` is an instance. Pass it there: new Reading({ usage: … }).',
  ])
})

it('lists every option and picks those that are set', () => {
  expect(formatterOptionNames).toEqual([
    'maxTokensParameter',
    'streamUsage',
    'reasoning',
    'sendReasoning',
    'jsonSchema',
    'defaultMaxTokens',
    'cacheControl',
    'citations',
    'betas',
    'reasoningSummary',
    'chatTemplate',
    'addBosToken',
    'stripPrompt',
    'input',
    'column',
    'chatInput',
    'chatHistory',
    'chatOutput',
  ])
  const all = Object.fromEntries(formatterOptionNames.map((name) => [name, name]))
  expect(formatterOptionsIn({ ...all, endpointUrl: 'x' } as object)).toEqual(all)
  const falsy = { streamUsage: false, column: '', defaultMaxTokens: 0 }
  expect(formatterOptionsIn({ ...falsy, betas: undefined, input: null } as object)).toEqual(falsy)
  expect(formatterOptionsIn({})).toEqual({})
})
