import { expect, it } from 'vitest'
import { type ChatMessage, ConfigurationError } from '../../src/index.ts'
import { problemOf } from './broken-rules.ts'
import { asking, type Change, eachMessage, erasing, inMessage, inRole, sending } from './changes.ts'
import { notices, type Row } from './notices.ts'
import type { Body } from './sound-formatter.ts'

const roleOf = (from: string, to: string, isChanged = (_index: number) => true): Change =>
  sending((body) => ({
    ...body,
    said: (body['said'] as Body[]).map((one, index) =>
      Object.assign({}, one, one['role'] === from && isChanged(index) && { role: to }),
    ),
  }))

notices(/^sends the role of each message/, [
  ...['assistant', 'model', 'bot', 'ChatBot', 'ai', 'system'].map((role): Row => {
    return [`calls the user ${role}`, roleOf('user', role, (index) => index === 0), `gave kit_user the role "${role}".`]
  }),
  ...['user', 'Human', 'system'].map((role): Row => {
    const roles: Readonly<Record<string, string>> = { user: 'person', assistant: role }
    const change = sending((body) => ({
      ...body,
      said: (body['said'] as Body[]).map((one) => Object.assign({}, one, { role: roles[String(one['role'])] })),
    }))
    return [`calls the model ${role}`, change, `gave kit_assistant the role "${role}".`]
  }),
])

const dropping = (isDropped: (message: ChatMessage, index: number, all: readonly ChatMessage[]) => boolean): Change =>
  eachMessage((message, index, all) => (isDropped(message, index, all) ? undefined : message))

notices(/^sends system messages/, [
  ...[0, 1, 2].map((place): Row => {
    const isDropped = ({ role }: ChatMessage, index: number, all: readonly ChatMessage[]): boolean =>
      role === 'system' && index === place && all.length === 4
    return [`drops it at ${place}`, dropping(isDropped), `dropped the system message (messages[${place}]): {`]
  }),
  [
    'drops it before one question',
    dropping(({ role }, _index, all) => role === 'system' && all.length === 2),
    'dropped the system message: {',
  ],
  [
    'drops the first of two',
    dropping(({ role }, index, all) => role === 'system' && index === 0 && all.length === 3),
    'dropped the first system message: {',
  ],
  [
    'drops the second of two',
    dropping(({ role }, index, all) => role === 'system' && index === 1 && all.length === 3),
    'dropped the second system message: {',
  ],
])

notices(/^sends every message/, [
  ...[3, 4, 15].map((length): Row => {
    return [
      `drops the last of ${length}`,
      dropping((_message, index, all) => all.length === length && index === length - 1),
      `dropped text ${length} of ${length} (kit_turn${length}) from {`,
    ]
  }),
  [
    'drops the second of two questions',
    dropping(({ role }, index, all) => all.length === 2 && role === 'user' && index === 1),
    'dropped text 2 of 2 (kit_user) from {',
  ],
  [
    'swaps two questions',
    asking((request) =>
      request.messages.length === 2 ? { ...request, messages: request.messages.toReversed() } : request,
    ),
    'put text 2 of 2 (kit_user) before the one that precedes it: {',
  ],
  [
    'sends a text twice',
    eachMessage((message, index) =>
      index === 0
        ? ({ ...message, content: `${String(message.content)} ${String(message.content)}` } as ChatMessage)
        : message,
    ),
    'sent text 1 of 3 (kit_turn1) 2 times: {',
  ],
])

notices(/^sends the text parts/, [
  ['drops the second part', inMessage((content) => content.slice(0, 1)), 'dropped text 2 of 2 (kit_part) from {'],
  ['drops the first part', inMessage((content) => content.slice(-1)), 'dropped text 1 of 2 (kit_part) from {'],
  [
    'drops parts of earlier messages',
    inMessage(
      (content) => content.slice(0, 1),
      (all) => all > 1,
    ),
    'dropped text 2 of 2 (kit_part) from {',
  ],
  [
    'reverses parts',
    inMessage((content) => content.toReversed()),
    'put text 2 of 2 (kit_part) before the one that precedes it: {',
  ],
])

const reasoningIn = (join: (content: string, reasoning: string) => string): Change =>
  inRole('assistant', ({ content, reasoning }: { content: string; reasoning?: string }) => ({
    content: join(content, reasoning ?? ''),
  }))

notices(/^keeps the model's earlier reasoning/, [
  [
    'puts it before the answer',
    reasoningIn((content, reasoning) => reasoning + content),
    'added the reasoning to the text of the answer: "kit_reasoningkit_answer".',
  ],
  [
    'puts it after the answer',
    reasoningIn((content, reasoning) => `${content} \n${reasoning}`),
    'added the reasoning to the text of the answer: "kit_answer \\nkit_reasoning".',
  ],
])

notices(/^sends the deployment name/, [
  ['drops the name', erasing(/"model":"\w+",/g), 'dropped `context.deploymentName`: {'],
])

it('lets a formatter refuse all of it', async () => {
  const refuse = (setting: string) => (): never => {
    throw new ConfigurationError('No.', { setting })
  }
  const refusing = asking((request) => {
    const plain = request.messages.every(({ role, content }) => role === 'user' && typeof content === 'string')
    return plain && request.messages.length === 1 && !request.tools && !request.responseFormat
      ? request
      : refuse('messages')()
  })
  for (const title of [
    /^sends images/,
    /^sends JSON mode/,
    /^sends tools/,
    /^sends the tool choice/,
    /^sends tool calls/,
    /^sends the role/,
    /^sends system/,
    /^sends every message/,
    /^sends the text parts/,
    /^keeps the model's/,
    /^sends the texts of/,
    /^sends any user text/,
  ]) {
    expect(await problemOf(title, refusing)).toBe('')
  }
})
