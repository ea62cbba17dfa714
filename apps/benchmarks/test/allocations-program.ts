// Prints how many bytes a call of each client allocates, beyond those of a bare call, how many of them survive young garbage
// collections, and how many an open stream holds beyond a bare one. `allocations.test.ts` runs it without optimizing compilers,
// whose decisions depend on time, and with a heap that needs no garbage collection unless the program asks for one.
import { once } from 'node:events'
import { Agent, request } from 'node:http'
import { type AddressInfo, createServer } from 'node:net'
import { json } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'
import { createNodeFetch } from '@azureml-endpoints/node-transport'
import { rowNamed } from '../src/rows/rows.ts'
import type { Model } from '../src/rows/row.ts'
import { renderEvents, renderWhole } from '../src/server/rendered-answer.ts'

const messages = [{ role: 'user', content: 'Hello' }] as const
const times = 200

type Run = () => Promise<unknown>

const report: Record<string, { readonly allocated: number; readonly survived: number }> = {}
const held: Record<string, number> = {}

async function measure(name: string, run: Run, bare: Run): Promise<void> {
  const allocated = (await allocatedBy(run)) - (await allocatedBy(bare))
  report[name] = { allocated, survived: await survivedOf(run) }
}

/** Returns the bytes that one run allocates. */
async function allocatedBy(run: Run): Promise<number> {
  await repeat(30, run)
  globalThis.gc?.()
  const before = process.memoryUsage().heapUsed
  await repeat(times, run)
  return Math.round((process.memoryUsage().heapUsed - before) / times)
}

/** Returns the bytes of one run that wait for a full garbage collection, since old objects refer to them that may be dead as well. */
async function survivedOf(run: Run): Promise<number> {
  collectYoung()
  const before = process.memoryUsage().heapUsed
  for (let count = 0; count < times; count += 20) {
    await repeat(20, run)
    collectYoung()
  }
  return Math.round((process.memoryUsage().heapUsed - before) / times)
}

async function repeat(count: number, run: Run): Promise<void> {
  for (let done = 0; done < count; done++) await run()
}

/** Twice, because what survives one collection is young until the next. */
function collectYoung(): void {
  for (let round = 0; round < 2; round++) globalThis.gc?.({ type: 'minor', execution: 'sync' })
}

const whole = renderWhole({ kind: 'text', size: 1_000, writes: 'whole' })
let body = whole
globalThis.fetch = async () => new Response(new Uint8Array(body))

async function open(row: string): Promise<Model> {
  return (await rowNamed(row).load()).open('http://127.0.0.1:9')
}

for (const row of ['core', 'provider doStream', 'langchain stream']) {
  const model = await open(row)
  await measure(
    row,
    async () => model.call?.(messages),
    async () => (await fetch('')).json(),
  )
}

/** A conversation of questions and answers. */
const conversation = Array.from(
  { length: 101 },
  (_, index) => ({ role: index % 2 === 0 ? 'user' : 'assistant', content: 'Hello' }) as const,
)

for (const row of ['core', 'provider doStream', 'langchain stream']) {
  const model = await open(row)
  const [one, all] = [
    await allocatedBy(async () => model.call?.(messages)),
    await allocatedBy(async () => model.call?.(conversation)),
  ]
  report[`message of ${row}`] = { allocated: Math.round((all - one) / 100), survived: 0 }
}

async function streamed(size: number): Promise<number> {
  const model = await open('core')
  body = Buffer.concat(renderEvents({ kind: 'text', size, writes: 'bulk' }))
  return allocatedBy(async () => model.stream?.(messages, () => {}))
}

const [short, long] = [await streamed(100), await streamed(600)]
report['delta of core'] = { allocated: Math.round((long - short) / 500), survived: 0 }

const head = `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${whole.length}\r\n\r\n`
const answer = Buffer.concat([Buffer.from(head), whole])
const server = createServer((socket) => socket.on('data', () => socket.write(answer))).listen(0, '127.0.0.1')
await once(server, 'listening')
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
const agent = new Agent({ keepAlive: true })
const nodeFetch = createNodeFetch({ httpAgent: agent })
const headers = { authorization: 'Bearer key', 'content-length': '2' }
await measure(
  'nodeFetch',
  async () =>
    (await nodeFetch(url, { method: 'POST', headers, body: '{}', signal: new AbortController().signal })).json(),
  async () => {
    const [incoming] = await once(request(url, { method: 'POST', headers, agent }).end('{}'), 'response')
    return json(incoming)
  },
)

/** Returns the bytes that an open stream holds. `start` calls its argument when the first bytes have arrived, and waits for more. */
async function heldBy(start: (onFirst: () => void) => Promise<unknown>): Promise<number> {
  const openAll = async (count: number): Promise<void> => {
    const opened = Array.from({ length: count }, () => {
      const { promise, resolve, reject } = Promise.withResolvers<void>()
      start(resolve).catch(reject)
      return promise
    })
    await Promise.all(opened)
  }
  await openAll(30)
  const before = await heapInUse()
  await openAll(times)
  return Math.round(((await heapInUse()) - before) / times)
}

async function heapInUse(): Promise<number> {
  for (let round = 0; round < 4; round++) {
    // Some objects, such as signals, are released only in a later turn.
    await pause(30)
    globalThis.gc?.()
  }
  return process.memoryUsage().heapUsed
}

async function readOn({ body: stream }: Response, onFirst: () => void): Promise<void> {
  const reader = stream?.getReader()
  while ((await reader?.read())?.done === false) onFirst()
}

const firstEvents = new Uint8Array(Buffer.concat(renderEvents({ kind: 'text', size: 1, writes: 'bulk' }).slice(0, 2)))
globalThis.fetch = async () =>
  new Response(new ReadableStream({ start: (controller) => controller.enqueue(firstEvents) }), {
    headers: { 'content-type': 'text/event-stream' },
  })
const bareStream = await heldBy(async (onFirst) => readOn(await fetch(''), onFirst))
for (const row of ['core', 'provider doStream', 'langchain stream']) {
  const model = await open(row)
  held[row] = (await heldBy(async (onFirst) => model.stream?.(messages, onFirst))) - bareStream
}

const streaming = createServer((socket) => {
  socket.on('data', () => socket.write('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nhi\r\n'))
}).listen(0, '127.0.0.1')
await once(streaming, 'listening')
const streamUrl = `http://127.0.0.1:${(streaming.address() as AddressInfo).port}/`
const bareRequest = await heldBy(async (onFirst) => {
  const [incoming] = await once(request(streamUrl, { method: 'POST', headers, agent }).end('{}'), 'response')
  incoming.on('data', onFirst)
})
held['nodeFetch'] =
  (await heldBy(async (onFirst) =>
    readOn(await nodeFetch(streamUrl, { method: 'POST', headers, body: '{}' }), onFirst),
  )) - bareRequest
process.stdout.write(JSON.stringify({ calls: report, held }), () => process.exit())
