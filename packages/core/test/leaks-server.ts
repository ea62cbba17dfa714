// Forked by leaks-program.ts: an endpoint in a separate process, so that only the client's memory is measured.
import { startEndpointEmulator } from '@azureml-endpoints/endpoint-emulator'

const emulator = await startEndpointEmulator({ maxRecordedRequests: 1 })
process.send?.(emulator.url)
