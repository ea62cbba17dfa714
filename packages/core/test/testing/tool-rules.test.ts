import { expect, it } from 'vitest'
import type { ChatRequest } from '../../src/index.ts'
import { problemOf } from './broken-rules.ts'
import { asking, type Change, inRole, sending } from './changes.ts'
import { notices, type Row } from './notices.ts'
import type { Body } from './sound-formatter.ts'

const names = ['first', 'second'] as const

notices(
  /^sends tools/,
  names.flatMap((which, place) =>
    (
      [
        ['name', (tool) => ({ ...tool, name: 'tool' })],
        ['description', (tool) => ({ ...tool, description: '' })],
        [
          'parameter',
          (tool) => erased(tool, /kit_parameter_[a-j]+z(?=":\{"type":"string)|(?<=\["?)kit_parameter_[a-j]+z/g),
        ],
        ['parameter description', (tool) => erased(tool, /kit_parameter_description_[a-j]+z/g)],
        ['second parameter', (tool) => erased(tool, /kit_parameter_[a-j]+z(?=":\{"type":"integer)/g)],
      ] as readonly [
        string,
        (tool: NonNullable<ChatRequest['tools']>[number]) => NonNullable<ChatRequest['tools']>[number],
      ][]
    ).map(([what, change]): Row => {
      const one = asking((request) => ({
        ...request,
        ...(request.tools && { tools: request.tools.map((tool, index) => (index === place ? change(tool) : tool)) }),
      }))
      return [`drops the ${what} of the ${which} tool`, one, `dropped the ${what} of the ${which} tool: {"said"`]
    }),
  ),
)

function erased<T>(value: T, pattern: RegExp): T {
  return JSON.parse(JSON.stringify(value).replaceAll(pattern, '')) as T
}

const choosing = (choice: (choice: ChatRequest['toolChoice'], first: string) => ChatRequest['toolChoice']): Change =>
  asking((request) => ({ ...request, toolChoice: choice(request.toolChoice, request.tools?.[0]?.name ?? '') }))
const same = 'created the same body for toolChoice'

notices(/^sends the tool choice/, [
  ['drops "none"', choosing((one) => (one === 'none' ? undefined : one)), `${same} "none" and no choice at all: {`],
  [
    'drops "required"',
    choosing((one) => (one === 'required' ? undefined : one)),
    `${same} "required" and no choice at all: {`,
  ],
  [
    'sends "none" as "required"',
    choosing((one) => (one === 'none' ? 'required' : one)),
    `${same} "required" and "none": {`,
  ],
  [
    'sends names as "required"',
    choosing((one) => (typeof one === 'object' ? 'required' : one)),
    `${same} {"name":"kit_tool"} and "required": {`,
  ],
  [
    'names the first tool always',
    choosing((one, first) => (typeof one === 'object' ? { name: first } : one)),
    `${same} {"name":"kit_tool"} and {"name":"kit_tool"}: {`,
  ],
])

const eachCall = (place: number, change: object): Change =>
  inRole('assistant', ({ toolCalls }: { toolCalls?: object[] }) => ({
    toolCalls: toolCalls?.map((call, index) => (index === place ? { ...call, ...change } : call)),
  }))

notices(/^sends tool calls and/, [
  ['drops the text', inRole('assistant', () => ({ content: '' })), 'dropped the text beside the tool calls: {'],
  ['drops the first name', eachCall(0, { name: '' }), "dropped the first call's name"],
  ['drops the second name', eachCall(1, { name: '' }), "dropped the second call's name"],
  ['drops the first arguments', eachCall(0, { arguments: '{}' }), "dropped the first call's arguments: {"],
  ['drops the second arguments', eachCall(1, { arguments: '{}' }), "dropped the second call's arguments: {"],
  [
    'drops the second result',
    inRole('tool', (_message, nth) => (nth === 0 ? { content: '' } : {})),
    "dropped the second call's result: {",
  ],
  [
    'drops the first result',
    inRole('tool', (_message, nth) => (nth === 1 ? { content: '' } : {})),
    "dropped the first call's result: {",
  ],
  [
    'drops results that are no JSON',
    inRole('tool', ({ content }: { content: string }) => ({ content: content.startsWith('{') ? content : '' })),
    "dropped the first call's result: {",
  ],
  [
    'drops results that are JSON',
    inRole('tool', ({ content }: { content: string }) => ({ content: content.startsWith('{') ? '' : content })),
    "dropped the first call's result: {",
  ],
  [
    'drops the ids of calls that are results',
    inRole('tool', (_message, nth) => (nth === 0 ? { toolCallId: '' } : {})),
    'did not send the id of a tool call with both the call and its result: {',
  ],
  [
    'drops calls without tools',
    asking((request) =>
      request.tools === undefined ? { ...request, messages: request.messages.slice(0, 1) } : request,
    ),
    'dropped the text beside the tool calls: {',
  ],
  [
    'drops calls of earlier turns',
    asking((request) =>
      request.messages.at(-1)?.role === 'user' ? { ...request, messages: request.messages.slice(-2) } : request,
    ),
    'dropped the text beside the tool calls: {',
  ],
])

it('notices results that are sent with the wrong calls, or as user messages', async () => {
  const shared = sending((body) => JSON.parse(JSON.stringify(body).replaceAll(/"of":"\w+"/g, '"of":""')) as Body)
  expect(await problemOf(/^sends tool calls and/, shared)).toContain('did not send the id')
  const ordered = sending((body) => {
    const said = body['said'] as Body[]
    const ids = said
      .filter(({ role }) => role === 'tool')
      .map(({ of }) => of)
      .toSorted()
    return { ...body, said: said.map((one) => Object.assign({}, one, one['role'] === 'tool' && { of: ids.shift() })) }
  })
  expect(await problemOf(/^sends tool calls and/, ordered)).toMatch(
    /does not send which result belongs to which call: \{/,
  )
})
