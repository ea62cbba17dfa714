import { createServer, type ServerResponse } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inProcess, namedEvents } from '../in-process.ts'

type Body = Record<string, unknown>

const usage = { prompt_tokens: 5, completion_tokens: 2, total_tokens: 7 }
const head = { id: 'up', created: 9, model: 'tiny' }
const chunks = [
  { ...head, choices: [{ index: 0, delta: { reasoning_content: 'Hm.' } }] },
  { ...head, choices: [{ index: 0, delta: { content: 'Yes' } }] },
  { ...head, choices: [{ index: 0, delta: {}, finish_reason: 'length' }] },
  { ...head, choices: [], usage },
].map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`)
const completion = {
  ...head,
  choices: [{ index: 0, message: { reasoning_content: 'Hm.', content: 'Yes' }, finish_reason: 'length' }],
  usage,
}

/** What the model is asked; the second part of each answer is sent when the first has arrived. */
let sent: Body = {}
let go: () => void = () => undefined
const server = createServer(async (incoming, response: ServerResponse) => {
  let text = ''
  for await (const part of incoming) text += String(part)
  sent = JSON.parse(text) as Body
  if (sent['stream'] !== true) {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(completion))
    return
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders()
  const parts = [chunks.slice(0, 2), [...chunks.slice(2), 'data: [DONE]\n\n']]
  go = () => {
    response.write((parts.shift() ?? []).join(''))
    if (parts.length === 0) response.end()
  }
})
let url = ''
beforeAll(async () => {
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as { port: number }).port}/v1`
})
afterAll(() => void server.close().closeAllConnections())

const thinking = { thinking: { type: 'adaptive' } }

describe.each<[path: string, body: Body, asked: Body, types: string[]]>([
  [
    '/anthropic/v1/messages',
    {
      model: 'm',
      max_tokens: 99,
      messages: [{ role: 'user', content: 'Why so?' }],
      stop_sequences: ['x'],
      ...thinking,
    },
    { model: 'm', max_tokens: 99, messages: [{ role: 'user', content: 'Why so?' }], stop: ['x'] },
    [
      'message_start',
      'ping',
      'content_block_start',
      'content_block_delta',
      'content_block_delta',
      'content_block_stop',
      'content_block_start',
      'content_block_delta',
      'content_block_stop',
      'message_delta',
      'message_stop',
    ],
  ],
  [
    '/openai/v1/responses',
    { model: 'm', max_output_tokens: 99, input: 'Why so?', reasoning: { effort: 'low' } },
    {
      model: 'm',
      max_completion_tokens: 99,
      messages: [{ role: 'user', content: 'Why so?' }],
      reasoning_effort: 'low',
    },
    [
      'response.created',
      'response.in_progress',
      'response.output_item.added',
      'response.output_item.done',
      'response.output_item.added',
      'response.content_part.added',
      'response.output_text.delta',
      'response.output_text.done',
      'response.content_part.done',
      'response.output_item.done',
      'response.incomplete',
    ],
  ],
])('%s before an upstream', (path, body, asked, types) => {
  const headers = { 'anthropic-version': '2023-06-01' }

  it('answers whole', async () => {
    const { send } = inProcess({ upstream: url })
    const response = await send(path, body, headers)
    const { content, output, usage: counts } = (await response.json()) as Record<string, Body[]>
    expect(sent).toEqual({ ...asked, stream: false })
    expect((content ?? output ?? []).map(({ type }) => type)).toEqual([
      content === undefined ? 'reasoning' : 'thinking',
      content === undefined ? 'message' : 'text',
    ])
    expect(counts).toMatchObject({ input_tokens: 5, output_tokens: 2 })
  })

  it('streams each event as soon as it is there', async () => {
    const { send } = inProcess({ upstream: url })
    const response = await send(path, { ...body, stream: true }, headers)
    expect(response.status).toBe(200)
    expect(sent).toEqual({ ...asked, stream: true, stream_options: { include_usage: true } })
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
    let text = ''
    go()
    while (!text.includes('Yes')) text += (await reader?.read())?.value ?? ''
    expect(text).not.toMatch(/message_stop|response\.incomplete/)
    go()
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) text += part.value
    const { events, rest } = namedEvents(text)
    expect([events.map(([name]) => name), rest]).toEqual([types, ''])
    expect(JSON.stringify(events.at(-1)) + JSON.stringify(events.at(-2))).toContain('"input_tokens":5')
  })
})

it('a message of an upstream begins with the tokens that the emulator counts in its question', async () => {
  const { send } = inProcess({ upstream: url })
  const body = { model: 'm', max_tokens: 99, messages: [{ role: 'user', content: 'One two three' }], stream: true }
  const response = await send('/anthropic/v1/messages', body, { 'anthropic-version': '2023-06-01' })
  go()
  go()
  const { events } = namedEvents(await response.text())
  expect(events[0]?.[1]).toMatchObject({ message: { usage: { input_tokens: 3 } } })
})
