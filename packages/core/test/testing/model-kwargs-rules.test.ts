import { describe, expect, it } from 'vitest'
import type { ChatRequest } from '../../src/index.ts'
import { problemOf } from './broken-rules.ts'
import { asking, type Change, sending } from './changes.ts'
import { notices, type Row } from './notices.ts'
import { named, numberSettings, wireNames } from './sound-formatter.ts'

const values = [true, false, 0, 17, '', 'text', null, [], {}, { deep: [{ a: 1 }, null, 'b'] }, [1, 2]]
const unlike = (kwargs: ChatRequest['modelKwargs'], value: unknown): ChatRequest['modelKwargs'] =>
  Object.fromEntries(Object.entries(kwargs ?? {}).filter(([, one]) => JSON.stringify(one) !== JSON.stringify(value)))
const ofClient =
  (change: (kwargs: Readonly<Record<string, unknown>>) => object): Change =>
  (sound) => ({
    formatRequest: (request, context) =>
      sound.formatRequest(request, { ...context, modelKwargs: { ...change(context.modelKwargs) } }),
  })

notices(/^sends modelKwargs/, [
  ...values.flatMap((value): Row[] => {
    const json = JSON.stringify(value)
    return [
      [
        `drops ${json} of the call`,
        asking((request) => ({ ...request, modelKwargs: unlike(request.modelKwargs, value) })),
        `dropped the call's modelKwargs {"kit_kwarg":${json}}: {"said"`,
      ],
      [
        `drops ${json} of the client`,
        ofClient((kwargs) => unlike(kwargs, value) ?? {}),
        `dropped the client's modelKwargs {"kit_kwarg":${json}}: `,
      ],
    ]
  }),
  [
    'changes them',
    asking((request) => ({
      ...request,
      modelKwargs: JSON.parse(
        JSON.stringify(request.modelKwargs ?? {}).replaceAll(':17', ':18'),
      ) as object as ChatRequest['modelKwargs'],
    })),
    'changed the call\'s modelKwargs {"kit_kwarg":17}: {"said"',
  ],
  [
    'drops those of the client beside others',
    (sound) => ({
      formatRequest: (request, context) =>
        sound.formatRequest(request, request.modelKwargs === undefined ? context : { ...context, modelKwargs: {} }),
    }),
    'dropped the client\'s modelKwargs {"kit_kwarg":1}: {"said"',
  ],
  [
    'drops those of the call beside others',
    (sound) => ({
      formatRequest: (request, context) =>
        sound.formatRequest(
          Object.keys(context.modelKwargs).length > 0 ? { ...request, modelKwargs: {} } : request,
          context,
        ),
    }),
    'dropped the call\'s modelKwargs {"kit_kwarg":2}: ',
  ],
])

describe('the rule about the order of modelKwargs notices a formatter that', () => {
  const rule = /^has the call's modelKwargs override/
  it.each(numberSettings)('gets %s wrong', async (setting) => {
    const [wire] = wireNames[setting]
    const namedWins = sending((body, request) => ({
      ...body,
      ...(request[setting] !== undefined && { [wire]: named(request)[wire] }),
    }))
    expect(await problemOf(rule, namedWins)).toMatch(
      `\`formatRequest\` let \`${setting}\` override ${wire} of the call's modelKwargs: {`,
    )
    const clientWins = sending((body, _request, { modelKwargs }) => ({
      ...body,
      ...(wire in modelKwargs && { [wire]: modelKwargs[wire] }),
    }))
    expect(await problemOf(rule, clientWins)).toMatch(
      `\`formatRequest\` let ${wire} of the client's modelKwargs override \`${setting}\`: {`,
    )
    const lost = sending((body, request) => ({ ...body, [wire]: request.modelKwargs?.[wire] ?? request[setting] }))
    expect(await problemOf(rule, lost)).toMatch(
      `\`formatRequest\` dropped ${wire} of the client's modelKwargs, though \`${setting}\` is not set: {`,
    )
  })

  it("lets the client's override the call's", async () => {
    const change = sending((body, _request, { modelKwargs }) => ({ ...body, ...modelKwargs }))
    expect(await problemOf(rule, change)).toMatch("let the client's modelKwargs override the call's: {")
  })
})
