import { parseArgs } from 'node:util'
import { escapeLine } from '@azureml-endpoints/endpoint-emulator'
import { environmentEndpoint } from './server/endpoints/environment-endpoint.ts'
import { startPlayground } from './server/start-playground.ts'

try {
  const { values } = parseArgs({ options: { port: { type: 'string', default: '4281' }, host: { type: 'string' } } })
  const port = Number(values.port)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`--port is ${values.port}. Use a whole number from 0 to 65535.`)
  const { url, loopback, close } = await startPlayground({ port, host: values.host, endpoint: environmentEndpoint() })
  console.log(`The playground is running at ${url} (press Ctrl+C to stop).`)
  if (!loopback) console.log('It is open to the network: anyone who can reach it can use its endpoints.')
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void close().then(() => process.exit()))
} catch (error) {
  console.error(escapeLine(error instanceof Error ? `${error.name}: ${error.message}` : String(error)))
  process.exitCode = 1
}
