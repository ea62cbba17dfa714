// Prints how many bytes a call of each client allocates, beyond those of a bare call, and how many of them survive young garbage
// collections. `allocations.test.ts` runs it without optimizing compilers, whose decisions depend on time, and with a heap that
// needs no garbage collection unless the program asks for one.
import { once } from 'node:events'
import { Agent, request } from 'node:http'
import { type AddressInfo, createServer } from 'node:net'
import { json } from 'node:stream/consumers'
import { createNodeFetch } from '@azureml-endpoints/node-transport'
import { rowNamed } from '../src/rows/rows.ts'
import type { Model } from '../src/rows/row.ts'
import { renderEvents, renderWhole } from '../src/server/rendered-answer.ts'

const messages = [{ role: 'user', content: 'Hello' }] as const
const times = 200

type Run = () => Promise<unknown>

const report: Record<string, { readonly allocated: number; readonly survived: number }> = {}

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
process.stdout.write(JSON.stringify(report), () => process.exit())
