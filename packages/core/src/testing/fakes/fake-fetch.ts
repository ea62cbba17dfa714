/** A request that `fakeFetch` received. */
export interface FakeRequest {
  /** The URL that was called. */
  readonly url: string
  /** The request headers, the key included. */
  readonly headers: Headers
  /** The JSON value of the body, or its text if it is not JSON. */
  readonly body: unknown
}

/**
 * A response of `fakeFetch`: a `Response`, an error to reject with, a string to send unchanged (such as that of `sse`), any
 * other value to send as JSON; or a function of the request that returns one of these.
 */
export type FakeAnswer = unknown

/** A `fetch` that answers without a network and records its requests. */
export interface FakeFetch {
  /** Records the request and responds with the next answer. */
  (input: string | URL | Request, init?: RequestInit): Promise<Response>
  /** The requests so far, oldest first. */
  readonly requests: readonly FakeRequest[]
}

/**
 * Creates a `fetch` for tests, to pass as the client's `fetch`. It responds with the value answers in order and repeats the
 * last one. Like the real one it honors the signal, and a body can be read only once; bodies arrive in small, uneven pieces.
 */
export function fakeFetch(...answers: readonly FakeAnswer[]): FakeFetch {
  const requests: FakeRequest[] = []
  const answer = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init)
    const { signal } = request
    signal.throwIfAborted()
    const seen = { url: request.url, headers: request.headers, body: jsonOrText(await request.text()) }
    const turn = Math.min(requests.push(seen), answers.length) - 1
    const response = await unlessAborted(signal, responseFor(answers[turn], seen))
    return new Response(inAwkwardPieces(response.body, signal), response)
  }
  return Object.assign(answer, { requests })
}

async function responseFor(answer: FakeAnswer, request: FakeRequest): Promise<Response> {
  const value: unknown = await (typeof answer === 'function' ? answer(request) : answer)
  if (value instanceof Error) throw value
  // A clone, so that the same answer can be returned again.
  if (value instanceof Response) return value.clone()
  if (typeof value !== 'string') return Response.json(value ?? null)
  const type = /^(data|event|id|retry)?:/.test(value) ? 'text/event-stream' : 'text/plain'
  return new Response(value, { headers: { 'content-type': type } })
}

function unlessAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason as Error)
    if (signal.aborted) abort()
    signal.addEventListener('abort', abort, { once: true })
    work.then(resolve, reject)
  })
}

/** Splits a body into pieces that end in the middle of lines and characters, one for each read. */
function inAwkwardPieces(
  body: ReadableStream<Uint8Array> | null,
  signal: AbortSignal,
): ReadableStream<Uint8Array<ArrayBuffer>> | null {
  if (body === null) return null
  const reader = body.getReader()
  const sizes = [1, 2, 3, 5, 7, 11, 64, 997]
  let turn = 0
  let rest: Uint8Array = new Uint8Array()
  return new ReadableStream<Uint8Array<ArrayBuffer>>({
    start(controller) {
      signal.addEventListener('abort', () => controller.error(signal.reason), { once: true })
    },
    async pull(controller) {
      while (rest.length === 0) {
        const { done, value } = await reader.read()
        if (done) return controller.close()
        rest = value
      }
      const size = sizes[turn++ % sizes.length] ?? 1
      controller.enqueue(rest.slice(0, size))
      rest = rest.subarray(size)
    },
    cancel: (reason) => reader.cancel(reason),
  })
}

function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
