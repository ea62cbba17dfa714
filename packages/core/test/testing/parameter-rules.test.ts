import { expect, it } from 'vitest'
import { type ChatRequest, ConfigurationError } from '../../src/index.ts'
import { problemOf } from './broken-rules.ts'
import { asking, type Change, sending, without } from './changes.ts'
import { notices, type Row } from './notices.ts'
import { numberSettings as settings, wireNames } from './sound-formatter.ts'

const renaming = (from: string, to: string): Change =>
  sending(({ [from]: value, ...body }) => (value === undefined ? body : { ...body, [to]: value }))

const refusing = (setting: string, name: string): Change =>
  asking((request) => {
    if (request[setting as keyof ChatRequest] === undefined) return request
    throw new ConfigurationError('No.', { setting: name })
  })

function rowsOf(setting: (typeof settings)[number]): readonly Row[] {
  const [wire, value] = wireNames[setting]
  const others = [...settings.filter((one) => one !== setting).map((one) => wireNames[one][0]), 'top_k']
  return [
    [`drops ${setting}`, without(setting), `dropped \`${setting}\` (${value}): {"said"`],
    ...others.map((to): Row => {
      return [`sends ${setting} as ${to}`, renaming(wire, to), `sent \`${setting}\` (${value}) as "${to}": {"said"`]
    }),
    [
      `refuses ${setting} by another name`,
      refusing(setting, 'topK'),
      `refused \`${setting}\` with an error about \`topK\`.`,
    ],
    [
      `drops ${setting} beside others`,
      asking((request) => ({
        ...request,
        ...(settings.every((one) => request[one] !== undefined) && { [setting]: undefined }),
      })),
      `dropped \`${setting}\` when others are set too: {"said"`,
    ],
  ]
}

const zeros = (['temperature', 'seed', 'presencePenalty', 'frequencyPenalty'] as const).map((setting): Row => {
  const change = asking((request) => ({ ...request, [setting]: request[setting] || undefined }))
  return [`drops ${setting} when it is 0`, change, `dropped \`${setting}\` when it is 0: {"said"`]
})

const others = (['reasoningEffort', 'logprobs', 'logitBias', 'user'] as const).flatMap((setting): Row[] => [
  [`drops ${setting}`, without(setting), `dropped \`${setting}\`: {"said"`],
  [
    `refuses ${setting} by another name`,
    refusing(setting, 'seed'),
    `refused \`${setting}\` with an error about \`seed\`.`,
  ],
])

const stopping = (change: (stop: string | readonly string[]) => ChatRequest['stop']): Change =>
  asking((request) => ({ ...request, stop: request.stop === undefined ? undefined : change(request.stop) }))
const droppedStop = 'dropped or changed `stop` ("'

notices(/^sends every parameter/, [
  ...settings.flatMap(rowsOf),
  ...zeros,
  ...others,
  ['drops one stop text', stopping((stop) => (typeof stop === 'string' ? undefined : stop)), droppedStop],
  ['drops a list of one', stopping((stop) => (stop.length === 1 ? undefined : stop)), droppedStop],
  [
    'drops the second stop text',
    stopping((stop) => (stop.length === 2 ? stop.slice(0, 1) : stop)),
    `${droppedStop}\\n\\n\\"kit_stop`,
  ],
  [
    'trims stop texts',
    stopping((stop) => (typeof stop === 'string' ? stop : stop.map((one) => one.trim()))),
    `${droppedStop}\\n\\n\\"kit_stop`,
  ],
  ['refuses stop by another name', refusing('stop', 'user'), 'refused `stop` with an error about `user`.'],
])

it('allows a refusal without a setting, or by a name that is none of a request', async () => {
  for (const setting of ['headers', 'temperature']) {
    expect(await problemOf(/^sends every parameter/, refusing('temperature', setting))).toBe('')
  }
})

const allSettings = {
  tools: 0,
  toolChoice: 0,
  responseFormat: 0,
  temperature: 0,
  topP: 0,
  topK: 0,
  maxTokens: 0,
  stop: 0,
  seed: 0,
  presencePenalty: 0,
  frequencyPenalty: 0,
  reasoningEffort: 0,
  parallelToolCalls: 0,
  logprobs: 0,
  topLogprobs: 0,
  logitBias: 0,
  user: 0,
  modelKwargs: 0,
} satisfies Record<Exclude<keyof ChatRequest, 'messages'>, 0>

notices(/^leaves out parameters/, [
  ...Object.keys(allSettings).map((setting): Row => {
    const change = sending((body, request) => ({ ...body, ...(setting in request && { extra: 'default' }) }))
    return [`sends ${setting} although it is undefined`, change, 'sent parameters that are undefined: {"said"']
  }),
  ...['undefined', 'of undefined', 'NaN', '[object Object]'].map((word): Row => {
    return [
      `sends ${word}`,
      sending((body) => ({ ...body, extra: [{ word }] })),
      `sent "${word}" for a parameter that is not set.`,
    ]
  }),
  [
    'sends null',
    sending((body) => ({ ...body, extra: null })),
    'sent extra: null, which the request does not contain: {"said"',
  ],
  [
    'sends an empty list',
    sending((body) => ({ ...body, extra: { tools: [] } })),
    'sent extra.tools: [], which the request does not contain: {"said"',
  ],
  [
    'sends null in a list',
    sending((body) => ({ ...body, extra: ['a', { b: null }] })),
    'sent extra[].b: null, which the request does not contain: {"said"',
  ],
])

it('allows a null and an empty list that a recorded body has', async () => {
  const change = sending((body) => ({ ...body, a: null, b: [{ c: [] }] }))
  const recorded = (body: object) => [{ name: 'a question', apiType: 'serverless', body, expected: {} } as const]
  const rule = /^leaves out parameters/
  expect(await problemOf(rule, change, recorded({ a: null, b: [{ c: [] }] }))).toBe('')
  expect(await problemOf(rule, change, recorded({ a: null, b: [] }))).toContain('sent b[].c: []')
  expect(await problemOf(rule, change, recorded({ a: 1, b: [{ c: [] }] }))).toContain('sent a: null')
})
