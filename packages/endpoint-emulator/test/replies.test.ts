import { describe, expect, it } from 'vitest'
import { createEndpointEmulator, startEndpointEmulator } from '../src/index.ts'
import { asking, gather, post, readEvents } from './posting.ts'

describe('scripted replies', () => {
  it('are used in order, and then the engine answers', async () => {
    await using emulator = await startEndpointEmulator({
      replies: ['first', { text: 'second', finishReason: 'length' }],
    })
    const answers = [await chat(emulator.url), await chat(emulator.url), await chat(emulator.url)]
    expect(answers.slice(0, 2)).toMatchObject([
      { choices: [{ message: { content: 'first' }, finish_reason: 'stop' }] },
      { choices: [{ message: { content: 'second' }, finish_reason: 'length' }] },
    ])
    expect(JSON.stringify(answers[2])).toContain('emulated')
  })

  it.each([
    [{ text: 'weather' }, 'How is the weather?', true],
    [{ text: /^how/i }, 'How is the weather?', true],
    [{ text: 'rain' }, 'How is the weather?', false],
    [{ path: '/v1/chat/completions', stream: false, method: 'post' }, 'x', true],
    [{ path: '/score' }, 'x', false],
    [{ headers: { authorization: /any$/ }, body: { messages: [{ role: 'user', content: 'x' }] } }, 'x', true],
    [{ body: { temperature: 1 } }, 'x', false],
    [{ deployment: 'blue' }, 'x', false],
  ])('answer the requests they match: %j', async (when, question, matched) => {
    await using emulator = await startEndpointEmulator({ replies: [{ when, text: 'matched' }] })
    const answer = JSON.stringify(await chat(emulator.url, question))
    expect(answer.includes('"content":"matched"')).toBe(matched)
  })

  it('can be functions', async () => {
    const { fetch: call } = createEndpointEmulator({ replies: [({ body }) => `heard ${JSON.stringify(body).length}`] })
    const init = {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer any' },
      body: JSON.stringify({ messages: asking('x') }),
    }
    for (let n = 0; n < 2; n++) {
      expect(await (await call('http://h/v1/chat/completions', init)).text()).toContain('heard 44')
    }
  })

  it('can have tool calls, reasoning and usage, complete and streamed', async () => {
    const reply = {
      reasoning: 'Let me look.',
      toolCalls: [
        { id: 'a', name: 'f', arguments: { x: 1 } },
        { name: 'g', arguments: '{"y": 2}' },
      ],
      usage: { inputTokens: 5, outputTokens: 7 },
      times: 2,
    }
    await using emulator = await startEndpointEmulator({ replies: [reply] })
    expect(await chat(emulator.url)).toMatchObject({
      choices: [
        {
          finish_reason: 'tool_calls',
          message: {
            reasoning_content: 'Let me look.',
            tool_calls: [
              { id: 'a', function: { name: 'f', arguments: '{"x":1}' } },
              { id: 'call_2', function: { name: 'g', arguments: '{"y": 2}' } },
            ],
          },
        },
      ],
      usage: { prompt_tokens: 5, completion_tokens: 7, total_tokens: 12 },
    })
    const streamed = await post(`${emulator.url}/v1/chat/completions`, { messages: asking('x'), stream: true })
    const calls = (await readEvents(streamed)).flatMap((event) => toolDeltas(event))
    const texts = [0, 1].map((index) =>
      calls
        .filter((one) => one.index === index)
        .map((one) => one.function.arguments)
        .join(''),
    )
    expect(texts).toEqual(['{"x":1}', '{"y": 2}'])
  })

  it('can fail in the format of the host', async () => {
    const error = { status: 400, code: 'bad', message: 'No.' }
    const { fetch: call } = createEndpointEmulator({ replies: [{ error, times: 2 }] })
    const init = {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer any' },
      body: JSON.stringify({ model: 'm', messages: asking('x') }),
    }
    const serverless = await call('http://h/v1/chat/completions', init)
    expect([serverless.status, await serverless.json()]).toEqual([
      400,
      { error: { message: 'No.', type: null, param: null, code: 'bad', status: 400 } },
    ])
    const foundry = await call('http://h/openai/v1/chat/completions', init)
    expect(await foundry.json()).toEqual({
      error: { message: 'No.', type: 'invalid_request_error', param: null, code: 'bad' },
    })
  })

  it('can have embeddings', async () => {
    await using emulator = await startEndpointEmulator({ replies: ['not this', { embedding: [1, 2] }] })
    const answer = await post(`${emulator.url}/v1/embeddings`, { input: 'x' })
    expect(await answer.json()).toMatchObject({ data: [{ embedding: [1, 2] }] })
    expect(JSON.stringify(await chat(emulator.url))).toContain('not this')
  })

  it('can be added while it runs', async () => {
    await using emulator = await startEndpointEmulator({ endpoints: [{ name: 'other' }] })
    emulator.reply('here')
    emulator.reply(['there'], 'other')
    expect(JSON.stringify(await chat(`${emulator.url}/other`))).toContain('"there"')
    expect(JSON.stringify(await chat(emulator.url))).toContain('"here"')
    expect(() => emulator.reply('x', 'nowhere')).toThrow('There is no endpoint "nowhere".')
  })
})

describe('raw replies', () => {
  it('are sent in the given pieces and with the given pauses', async () => {
    const euro = Buffer.from('data: €\n\n')
    const body = ['data: {', { delayMs: 20 }, '}\n\n', euro.subarray(0, 7), { delayMs: 20 }, euro.subarray(7)]
    await using emulator = await startEndpointEmulator({ replies: [{ raw: { headers: { 'x-own': '1' }, body } }] })
    const answer = await post(`${emulator.url}/any/route`, {})
    expect(answer.headers.get('x-own')).toBe('1')
    const chunks = await gather(answer.body as AsyncIterable<Uint8Array>)
    expect(chunks.length).toBeGreaterThanOrEqual(3)
    expect(Buffer.concat(chunks).toString()).toBe('data: {}\n\ndata: €\n\n')
  })

  it('can reset and stall', async () => {
    const raw = { status: 200, body: ['abc', { reset: true }] } as const
    await using emulator = await startEndpointEmulator({ replies: [{ raw }] })
    const answer = await post(`${emulator.url}/score`, {})
    await expect(answer.text()).rejects.toThrow('terminated')
  })

  it('keep a wrong content-length', async () => {
    const raw = { headers: { 'content-length': '10' }, body: 'abc' }
    await using emulator = await startEndpointEmulator({ replies: [{ raw, fault: { firstByteDelayMs: 5 } }] })
    const answer = await post(`${emulator.url}/score`, {})
    const reading = answer.text()
    setTimeout(() => void emulator.close(), 50)
    await expect(reading).rejects.toThrow('terminated')
  })
})

async function chat(url: string, question = 'x'): Promise<unknown> {
  return (await post(`${url}/v1/chat/completions`, { messages: asking(question) })).json()
}

interface ToolDelta {
  readonly index: number
  readonly function: { readonly arguments: string }
}

function toolDeltas(event: Record<string, unknown>): readonly ToolDelta[] {
  const [choice] = event['choices'] as { delta: { tool_calls?: ToolDelta[] } }[]
  return choice?.delta.tool_calls ?? []
}
