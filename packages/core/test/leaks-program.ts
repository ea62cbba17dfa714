// Run by leaks.test.ts in a separate process: makes calls and streams, and prints what they leave behind.
import { fork } from 'node:child_process'
import { getEventListeners } from 'node:events'
import { fileURLToPath } from 'node:url'
import { AzureMLEndpointClient } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import { hello } from './client-of.ts'

const server = fork(fileURLToPath(new URL('leaks-server.ts', import.meta.url)), {
  execArgv: ['--conditions=@azureml-endpoints/source'],
})
const url = await new Promise<string>((resolve) => server.once('message', (message) => resolve(String(message))))
const client = new AzureMLEndpointClient({
  endpointUrl: `${url}/v1/chat/completions`,
  endpointApiKey: 'key-of-a-test',
  contentFormatter: CustomOpenAIChatContentFormatter,
  maxRetries: 0,
})

/** One signal for all calls that are not aborted, so that a listener left on it would be found. */
const sharedController = new AbortController()
const counts = { calls: 0, streams: 0, aborted: 0 }

async function call(): Promise<void> {
  const number = counts.calls++
  if (number % 3 !== 0) return void (await client.chat(hello, { signal: sharedController.signal }))
  counts.aborted++
  const stop = new AbortController()
  const answer = client.chat(hello, { signal: stop.signal }).catch(() => {})
  setTimeout(() => stop.abort(), number % 5)
  await answer
}

async function stream(): Promise<void> {
  const number = counts.streams++
  const stop = new AbortController()
  if (number % 3 === 0) counts.aborted++
  try {
    for await (const chunk of client.stream(hello, {
      signal: number % 3 === 0 ? stop.signal : sharedController.signal,
    })) {
      if (number % 3 === 0) stop.abort()
      if (number % 3 === 1 && chunk.text !== undefined) break
    }
  } catch (error) {
    if (!stop.signal.aborted) throw error
  }
}

async function repeat(times: number, work: () => Promise<void>): Promise<void> {
  for (let done = 0; done < times; done += 10) await Promise.all(Array.from({ length: 10 }, work))
}

async function memoryAfterGc(): Promise<number> {
  for (let round = 0; round < 5; round++) {
    await new Promise((resolve) => setTimeout(resolve, 50))
    globalThis.gc?.()
  }
  return process.memoryUsage().heapUsed
}

const kinds = (): string[] => process.getActiveResourcesInfo()

// The first calls fill caches and compile code.
await repeat(3000, call)
await repeat(600, stream)
const before = await memoryAfterGc()
await repeat(7000, call)
await repeat(1400, stream)
const after = await memoryAfterGc()
const found = {
  ...counts,
  bytesPerCall: Math.round((after - before) / 8400),
  listeners: getEventListeners(sharedController.signal, 'abort').length,
  timers: kinds().filter((kind) => kind === 'Timeout').length,
  openRequests: kinds().filter((kind) => kind.includes('Request') || kind === 'Immediate').length,
  sockets: kinds().filter((kind) => kind === 'TCPSocketWrap').length,
}
console.log(JSON.stringify(found))
server.kill()
