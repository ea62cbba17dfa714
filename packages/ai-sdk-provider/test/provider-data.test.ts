import type { ChatMessage, ParsedChatChunk, ParsedChatResponse } from '@azureml-endpoints/core'
import {
  convertToModelMessages,
  generateText,
  isStepCount,
  jsonSchema,
  type ModelMessage,
  readUIMessageStream,
  streamText,
  tool,
  toUIMessageStream,
  type UIMessage,
} from 'ai'
import { describe, expect, it } from 'vitest'
import { type Emulator, emulate, routes } from './emulator.ts'
import { chunks, PlainFormatter, whole } from './plain-formatter.ts'
import { events } from './prompt.ts'

const weather = tool({ inputSchema: jsonSchema({ type: 'object' }), execute: async () => 'mild' })
const signed = { blocks: [{ type: 'thinking', signature: 'c2lnbmVk' }] }
const ofCall = { signature: 'Y2FsbA==' }

/** Answers with data that has to come back, by what else is in them. */
const answers: [name: string, answer: ParsedChatResponse][] = [
  ['reasoning and text', { text: 'Let me see.', reasoning: 'Hm.', providerData: signed }],
  ['reasoning', { text: '', reasoning: 'Hm.', providerData: signed }],
  ['text', { text: 'Let me see.', providerData: signed }],
  ['nothing else', { text: '', providerData: signed }],
]

const call = { id: 't1', name: 'weather', arguments: '{"city":"Rome"}', providerData: ofCall }

/** Splits an answer, with the data at the end, as signatures come. */
function pieces({ text, reasoning, toolCalls, providerData }: ParsedChatResponse): ParsedChatChunk[] {
  return [
    ...(reasoning ? [{ reasoning }] : []),
    ...(text ? [{ text }] : []),
    ...(toolCalls ?? []).map((one, index) => ({ toolCalls: [{ index, ...one }] })),
    { providerData, finishReason: toolCalls ? ('tool-calls' as const) : ('stop' as const) },
  ]
}

async function rich(): Promise<[Emulator, ReturnType<ReturnType<Emulator['provider']>>]> {
  const emulator = await emulate()
  return [emulator, emulator.provider(routes.serverless, { contentFormatter: new PlainFormatter() })()]
}

async function sentMessages(emulator: Emulator): Promise<readonly ChatMessage[]> {
  return ((await emulator.body())['core'] as { messages: readonly ChatMessage[] }).messages
}

describe.each(answers)('data that has to come back, beside %s,', (_name, answer) => {
  const withCall: ParsedChatResponse = { ...answer, toolCalls: [call, { ...call, id: 't2', providerData: undefined }] }
  const expected = {
    role: 'assistant',
    content: answer.text,
    ...(answer.reasoning && { reasoning: answer.reasoning }),
    toolCalls: [call, { id: 't2', name: 'weather', arguments: call.arguments }],
    providerData: signed,
  }

  it('comes back in the next step of generateText', async () => {
    const [emulator, model] = await rich()
    await emulator.reply(whole(withCall), whole({ text: 'Mild.' }))
    await generateText({ model, prompt: 'Weather?', tools: { weather }, stopWhen: isStepCount(2) })
    expect((await sentMessages(emulator))[1]).toEqual(expected)
  })

  it('comes back in the next step of streamText', async () => {
    const [emulator, model] = await rich()
    await emulator.reply(chunks(...pieces(withCall)), chunks({ text: 'Mild.' }, { finishReason: 'stop' }))
    await streamText({ model, prompt: 'Weather?', tools: { weather }, stopWhen: isStepCount(2) }).consumeStream()
    expect((await sentMessages(emulator))[1]).toEqual(expected)
  })

  it('comes back in the next turn, from JSON', async () => {
    const [emulator, model] = await rich()
    await emulator.reply(whole(answer), whole({ text: 'Mild.' }))
    const { responseMessages } = await generateText({ model, prompt: 'Weather?' })
    const saved = JSON.parse(JSON.stringify(responseMessages)) as ModelMessage[]
    const { warnings } = await generateText({ model, messages: [...saved, { role: 'user', content: 'Sure?' }] })
    expect((await sentMessages(emulator))[0]).toMatchObject({ content: answer.text, providerData: signed })
    expect(warnings).toEqual([])
  })

  it('comes back in the next turn after a stream', async () => {
    const [emulator, model] = await rich()
    await emulator.reply(chunks(...pieces(answer)), whole({ text: 'Mild.' }))
    const result = streamText({ model, prompt: 'Weather?' })
    await result.consumeStream()
    const messages = [...(await result.responseMessages), { role: 'user' as const, content: 'Sure?' }]
    await generateText({ model, messages })
    expect((await sentMessages(emulator))[0]).toMatchObject({ content: answer.text, providerData: signed })
  })

  it('comes back from the messages of a page', async () => {
    const [emulator, model] = await rich()
    await emulator.reply(chunks(...pieces(withCall)))
    const { stream } = streamText({ model, prompt: 'Weather?', tools: { weather } })
    let shown: UIMessage | undefined
    for await (const message of readUIMessageStream({ stream: toUIMessageStream({ stream }) })) shown = message
    const page = JSON.parse(JSON.stringify([shown])) as UIMessage[]
    await emulator.reply(whole({ text: 'Mild.' }))
    const messages = await convertToModelMessages(page)
    const { warnings } = await generateText({
      model,
      messages: [{ role: 'user', content: 'Weather?' }, ...messages, { role: 'user', content: 'Sure?' }],
    })
    expect((await sentMessages(emulator))[1]).toEqual(expected)
    expect(warnings).toEqual([])
  })
})

describe('data of a message', () => {
  it('can also be passed with it', async () => {
    const [emulator, model] = await rich()
    await emulator.reply(whole({ text: 'Mild.' }))
    await generateText({
      model,
      messages: [
        { role: 'user', content: 'Weather?' },
        { role: 'assistant', content: 'Let me see.', providerOptions: { azureML: { providerData: signed } } },
        { role: 'user', content: 'Well?' },
      ],
    })
    expect((await sentMessages(emulator))[1]).toMatchObject({ providerData: signed })
  })

  it('that comes in pieces is the last one', async () => {
    const [emulator, model] = await rich()
    await emulator.reply(
      chunks(
        { reasoning: 'Hm.', providerData: { half: 1 } },
        { text: 'Yes.' },
        { providerData: signed },
        { finishReason: 'stop' },
      ),
      whole({ text: 'Mild.' }),
    )
    const result = streamText({ model, prompt: 'Is it?' })
    await result.consumeStream()
    const messages = [...(await result.responseMessages), { role: 'user' as const, content: 'Sure?' }]
    await generateText({ model, messages })
    expect((await sentMessages(emulator))[0]).toMatchObject({ reasoning: 'Hm.', providerData: signed })
  })
})

describe('what an endpoint of OpenAI’s format needs back within a tool loop', () => {
  const message = {
    role: 'assistant',
    content: null,
    reasoning_content: 'Hm.',
    tool_calls: [
      {
        id: 't1',
        type: 'function',
        function: { name: 'weather', arguments: '{}' },
        extra_content: { google: { thought_signature: 'c2ln' } },
      },
    ],
  }
  const { tool_calls: calls, ...delta } = message
  const replies = {
    generateText: JSON.stringify({
      id: 'c',
      model: 'm',
      choices: [{ index: 0, message, finish_reason: 'tool_calls' }],
    }),
    streamText: events(
      { id: 'c', model: 'm', choices: [{ index: 0, delta }] },
      { choices: [{ index: 0, delta: { tool_calls: [{ index: 0, ...calls[0] }] } }] },
      { choices: [{ index: 0, delta: {}, finish_reason: 'tool_calls' }] },
      '[DONE]',
    ),
  }

  it.each(['generateText', 'streamText'] as const)(
    'comes back: reasoning and the signature of a call, %s',
    async (way) => {
      const emulator = await emulate()
      const type = way === 'streamText' ? 'text/event-stream' : 'application/json'
      await emulator.reply({ raw: { headers: { 'content-type': type }, body: replies[way] } }, { text: 'Mild.' })
      const options = { model: emulator.provider(routes.serverless)(), prompt: 'Weather?', tools: { weather } }
      const stopWhen = isStepCount(2)
      if (way === 'generateText') await generateText({ ...options, stopWhen })
      else await streamText({ ...options, stopWhen }).consumeStream()
      const { messages } = (await emulator.body()) as { messages: unknown[] }
      expect(messages[1]).toMatchObject({
        reasoning_content: 'Hm.',
        tool_calls: [{ id: 't1', extra_content: { google: { thought_signature: 'c2ln' } } }],
      })
    },
  )
})
