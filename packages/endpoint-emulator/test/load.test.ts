import { Agent, request as httpRequest } from 'node:http'
import { describe, expect, it } from 'vitest'
import { collectGarbage } from '../../core/test/collect-garbage.ts'
import { type ScriptedReply, startEndpointEmulator } from '../src/index.ts'
import { asking } from './posting.ts'

const streamBody = JSON.stringify({ messages: asking('Why?'), stream: true })

describe('under load', () => {
  it('serves 1 000 streams at once from two emulators, each with its complete text', async () => {
    const pieces = Array.from({ length: 20 }, (_, index) => `piece ${index} `)
    const all = Promise.withResolvers<void>()
    let waiting = 0
    const reply = async (): Promise<ScriptedReply> => {
      waiting += 1
      if (waiting === 1_000) all.resolve()
      await all.promise
      return { pieces, pace: { delayMs: 20 } }
    }
    await using one = await startEndpointEmulator({ replies: [reply] })
    await using other = await startEndpointEmulator({ replies: [reply] })
    const calls = Array.from({ length: 1_000 }, (_, index) => call((index % 2 ? one : other).port, streamBody, agent))
    const texts = (await Promise.all(calls)).map((text) => text.replaceAll(/"(id|created)": ("[^"]*"|\d+)/g, ''))
    expect(new Set(texts).size).toBe(1)
    expect(texts[0]?.match(/piece /g)).toHaveLength(20)
  })

  it('serves 10 000 calls in sequence without heap growth', async () => {
    await using emulator = await startEndpointEmulator({ maxRecordedRequests: 10 })
    const single = new Agent({ keepAlive: true, maxSockets: 1 })
    const run = async (times: number): Promise<void> => {
      for (let n = 0; n < times; n++) await call(emulator.port, JSON.stringify({ messages: asking('Why?') }), single)
    }
    await run(2_000)
    const before = usedHeap()
    await run(8_000)
    expect(usedHeap() - before).toBeLessThan(1_000_000)
    expect(emulator.requests).toHaveLength(10)
    single.destroy()
  })
})

const agent = new Agent({ keepAlive: false, maxSockets: Infinity })

function call(port: number, body: string, through: Agent): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', authorization: 'Bearer any' }
    const target = { port, host: '127.0.0.1', method: 'POST', path: '/v1/chat/completions', headers, agent: through }
    const sent = httpRequest(target, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('error', reject)
      response.on('end', () => resolve(Buffer.concat(parts).toString()))
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

/** The heap in use after garbage collection. */
function usedHeap(): number {
  collectGarbage()
  return process.memoryUsage().heapUsed
}
