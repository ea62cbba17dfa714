/** A request as `fakeFetch` saw it. */
export interface FakeRequest {
  readonly url: string
  readonly headers: Headers
  /** The JSON value, or the text where it is not JSON. */
  readonly body: unknown
}

/**
 * What `fakeFetch` answers: a `Response`, an error to fail with, text as it is (such as that of `sse`), or a value to answer as
 * JSON; or a function that gives one of them for the request.
 */
export type FakeAnswer = unknown

/** A `fetch` that answers by itself, and remembers what it was asked. */
export interface FakeFetch {
  (input: string | URL | Request, init?: RequestInit): Promise<Response>
  readonly requests: readonly FakeRequest[]
}

/**
 * Makes a `fetch` for tests, to pass as the client's `fetch`. It gives its answers in turn, the last one again and again, and
 * has the manners of the real one: it heeds the signal, a body can be read once, and its bytes come in awkward pieces.
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
  const given: unknown = await (typeof answer === 'function' ? answer(request) : answer)
  if (given instanceof Error) throw given
  // A clone, so that the same answer can be given again.
  if (given instanceof Response) return given.clone()
  if (typeof given !== 'string') return Response.json(given ?? null)
  const type = /^(data|event|id|retry)?:/.test(given) ? 'text/event-stream' : 'text/plain'
  return new Response(given, { headers: { 'content-type': type } })
}

function unlessAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason as Error)
    if (signal.aborted) abort()
    signal.addEventListener('abort', abort, { once: true })
    work.then(resolve, reject)
  })
}

/** Cuts a body anew, into pieces that end in the middle of lines and of characters; one for each read. */
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
