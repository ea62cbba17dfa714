import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type RunningEndpointEmulator, startEndpointEmulator } from '@azureml-endpoints/endpoint-emulator'

// A separate process for tests in an edge runtime, which cannot start servers.
const running: RunningEndpointEmulator[] = []
// It never closes an idle connection: a test that was held up for seconds would send its next order on it, and lose it.
const server = createServer({ keepAliveTimeout: 0 }, (request, response) => {
  void answer(request).then((value) => response.end(JSON.stringify(value ?? null)))
})
server.listen(0, '127.0.0.1', () => process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`))
process.on('disconnect', () => process.exit())

async function answer(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const { order, number, value } = JSON.parse(Buffer.concat(chunks).toString())
  if (order === 'start') {
    const emulator = await startEndpointEmulator(value)
    return { number: running.push(emulator) - 1, url: emulator.url }
  }
  const emulator = running[number]
  if (order === 'reply') emulator?.reply(value)
  if (order === 'fail') emulator?.fail(value)
  if (order === 'close') await emulator?.close()
  return order === 'requests' ? emulator?.requests : undefined
}
