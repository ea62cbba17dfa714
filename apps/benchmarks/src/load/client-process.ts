import { AzureMLEndpointClient, EndpointError } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import type { LoadResult } from '../results/load-result.ts'
import { resetByte, expectedChunks } from './expected-text.ts'

/*
 * The client of the load run: keeps a number of concurrent streams running until the time is up, then waits for the open
 * ones. Its arguments are the emulator's port, the number of concurrent streams and the number of seconds.
 */

const [port = '', concurrency = 0, seconds = 0] = process.argv.slice(2).map(Number)
const client = new AzureMLEndpointClient({
  endpointUrl: `http://127.0.0.1:${port}/v1/chat/completions`,
  endpointApiKey: 'load-key',
  contentFormatter: CustomOpenAIChatContentFormatter,
  // A reset before the first byte would be retried and so could not be counted.
  maxRetries: 0,
})
const counts = { started: 0, whole: 0, failed: 0, wrong: 0, deltas: 0 }
const memory: number[] = []
const started = performance.now()
const elapsed = (): number => (performance.now() - started) / 1_000

const sampling = setInterval(() => memory.push(heap()), (seconds * 1_000 * 0.8) / 10)
const cpu = process.cpuUsage()
await Promise.all(Array.from({ length: concurrency }, streamUntilTheEnd))
clearInterval(sampling)
const { user, system } = process.cpuUsage(cpu)
const result: LoadResult = {
  ...counts,
  concurrency,
  seconds: elapsed(),
  cpuPerDelta: (user + system) / counts.deltas,
  memory: memory.slice(-10),
}
process.send?.({ result }, () => process.exit())

async function streamUntilTheEnd(): Promise<void> {
  while (elapsed() < seconds) {
    const id = counts.started++
    counts[await outcomeOf(id)] += 1
  }
}

async function outcomeOf(id: number): Promise<'whole' | 'failed' | 'wrong'> {
  const isReset = resetByte(id) !== undefined
  const sent = expectedChunks(id).join('')
  let came = ''
  try {
    for await (const { text } of client.stream({ messages: [{ role: 'user', content: String(id) }] })) {
      if (text === undefined) continue
      came += text
      counts.deltas += 1
    }
    return came === sent && !isReset ? 'whole' : 'wrong'
  } catch (error) {
    return isReset && EndpointError.isInstance(error) && sent.startsWith(came) ? 'failed' : 'wrong'
  }
}

function heap(): number {
  globalThis.gc?.()
  const { heapUsed, external } = process.memoryUsage()
  return (heapUsed + external) / 1_000_000
}
