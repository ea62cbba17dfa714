import { type RecordedRequest, startEndpointEmulator } from '@azureml-endpoints/endpoint-emulator'
import { resetByte, expectedChunks } from './expected-text.ts'

/* The emulator of the load run, in its own process: it streams the text of the requested id, and resets one stream in a hundred. */

const emulator = await startEndpointEmulator({
  maxRecordedRequests: 1,
  replies: [(request) => ({ pieces: expectedChunks(idOf(request)), pace: { delayMs: 40 } })],
  faults(request) {
    const atByte = resetByte(idOf(request))
    return atByte === undefined ? undefined : { reset: { atByte } }
  },
})
process.on('disconnect', () => process.exit())
process.send?.({ port: emulator.port })

function idOf({ body }: RecordedRequest): number {
  const { messages } = body as { readonly messages: readonly { readonly content: string }[] }
  return Number(messages.at(-1)?.content)
}
