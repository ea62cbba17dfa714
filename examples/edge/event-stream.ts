// Server-sent events as the body of a response, in every runtime.

/** Sends each value as an event, when the client is ready for it. */
export function toEventStream(values: AsyncGenerator<object>): Response {
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      const { done, value } = await values.next()
      if (done) controller.close()
      else controller.enqueue(encoder.encode(`data: ${JSON.stringify(value)}\n\n`))
    },
    async cancel() {
      await values.return(undefined) // the client has left
    },
  })
  const headers = { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache', 'X-Accel-Buffering': 'no' }
  return new Response(body, { headers })
}
