import { createNodeFetch } from '@azureml-endpoints/node-transport'
import { EndpointClients } from '../endpoint/endpoint-clients.ts'

/*
 * Calls the endpoint as a worker does, without a queue, and prints the milliseconds of CPU time for a call. Its arguments are
 * the endpoint's URL, the key, the number of calls and how many are in flight.
 */

const [endpointUrl = '', endpointApiKey = '', calls = '0', concurrency = '1'] = process.argv.slice(2)
const clients = new EndpointClients({ endpointUrl, endpointApiKey, formatter: undefined, fetch: createNodeFetch() })
let started = 0

async function run(until: number): Promise<void> {
  while (started < until) {
    started += 1
    const messages = [{ role: 'user' as const, content: `bare-${started}` }]
    await clients.call({ operation: 'chat', request: { messages, maxTokens: 20 } })
  }
}

async function runAll(until: number): Promise<void> {
  await Promise.all(Array.from({ length: Number(concurrency) }, () => run(until)))
}

// Warms up the compiler.
await runAll(1_000)
const before = process.cpuUsage()
await runAll(1_000 + Number(calls))
const { user, system } = process.cpuUsage(before)
process.stdout.write(String((user + system) / 1000 / Number(calls)))
