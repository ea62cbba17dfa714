import { type RecordedRequest, startEndpointEmulator } from '@azureml-endpoints/endpoint-emulator'
import { resetByte, storyPieces } from './story.ts'

/* The emulator of the load run, in a process of its own: it tells the story that a request asks for, and resets one in a hundred. */

const emulator = await startEndpointEmulator({
  maxRecordedRequests: 1,
  replies: [(request) => ({ pieces: storyPieces(idOf(request)), pace: { delayMs: 40 } })],
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
