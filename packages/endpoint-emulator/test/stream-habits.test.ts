import { describe, expect, it } from 'vitest'
import {
  type EndpointEmulatorOptions,
  type StreamHabits,
  createEndpointEmulator,
  startEndpointEmulator,
} from '../src/index.ts'
import { asking, gather, post, readEvents } from './posting.ts'

const reply = { pieces: ['Hel', 'lo'], usage: { inputTokens: 3, outputTokens: 2 }, times: Infinity }

describe('the habits of a stream', () => {
  it('puts usage on the last chunk of serverless endpoints', async () => {
    expect(await usages({})).toEqual([undefined, undefined, undefined, usage()])
  })

  it.each<[NonNullable<StreamHabits['usage']>, unknown[]]>([
    ['null-until-last', [null, null, null, usage()]],
    ['when-asked', [undefined, undefined, undefined, undefined]],
    ['never', [undefined, undefined, undefined, undefined]],
  ])('%s', async (habit, expected) => {
    expect(await usages({ streamHabits: { usage: habit } })).toEqual(expected)
  })

  it('sends cumulative usage on every chunk', async () => {
    const counted = (await usages({ streamHabits: { usage: 'every-chunk' } })) as { completion_tokens: number }[]
    expect(counted.map((one) => one.completion_tokens)).toEqual([0, 1, 2, 2])
  })

  it('sends usage in a separate chunk on request', async () => {
    const events = await stream({}, '/v1/chat/completions', { stream_options: { include_usage: true } })
    expect(events.map((event) => event['usage'])).toEqual([null, null, null, null, usage()])
    expect(events.at(-1)?.['choices']).toEqual([])
  })

  it('starts with empty choices on Foundry', async () => {
    const events = await stream({}, '/openai/v1/chat/completions')
    expect(events[0]).toMatchObject({ choices: [], prompt_filter_results: [{ prompt_index: 0 }] })
  })

  it('omits [DONE], sends role null, and uses the given line break', async () => {
    const streamHabits = { done: false, nullRole: true, lineBreak: '\r\n' } as const
    const answer = await createEndpointEmulator({ replies: [reply], streamHabits }).fetch(
      'http://h/v1/chat/completions',
      init({}),
    )
    const text = await answer.text()
    expect(text).not.toContain('[DONE]')
    expect(text.match(/"role": null/g)).toHaveLength(2)
    expect(text.split('\r\n\r\n')).toHaveLength(5)
  })

  it('sends streams in one burst behind the foundation image', async () => {
    const latencyMs = 30
    await using emulator = await startEndpointEmulator({
      image: 'foundation',
      replies: [{ ...reply, latencyMs }],
      pace: { delayMs: 50 },
    })
    const answer = await post(`${emulator.url}/v1/chat/completions`, { messages: asking('x'), stream: true })
    expect(await gather(answer.body as AsyncIterable<Uint8Array>)).toHaveLength(1)
  })

  it('splits writes by bytes or by events, and renders a reply with prerender only once', async () => {
    const pieces = Array.from({ length: 2_000 }, () => 'word ')
    for (const pace of [{ bytesPerWrite: 4_096 }, { eventsPerWrite: 100 }]) {
      await using emulator = await startEndpointEmulator({ replies: [{ pieces, pace, times: 2, prerender: true }] })
      const texts: string[] = []
      for (let n = 0; n < 2; n++) {
        texts.push(
          await (await post(`${emulator.url}/v1/chat/completions`, { messages: asking('x'), stream: true })).text(),
        )
      }
      expect(texts[0]).toBe(texts[1])
      expect(texts[0]?.match(/"content": "word "/g)).toHaveLength(2_000)
    }
  })
})

function usage(): unknown {
  return { prompt_tokens: 3, total_tokens: 5, completion_tokens: 2 }
}

async function usages(options: EndpointEmulatorOptions): Promise<unknown[]> {
  return (await stream(options, '/v1/chat/completions')).map((event) => event['usage'])
}

async function stream(
  options: EndpointEmulatorOptions,
  path: string,
  more: object = {},
): Promise<Record<string, unknown>[]> {
  return readEvents(await createEndpointEmulator({ replies: [reply], ...options }).fetch(`http://h${path}`, init(more)))
}

function init(more: object): RequestInit {
  const body = JSON.stringify({ model: 'm', messages: asking('x'), stream: true, ...more })
  return { method: 'POST', headers: { 'content-type': 'application/json', authorization: 'Bearer any' }, body }
}
