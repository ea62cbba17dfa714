import { setTimeout as pause } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { nodeFetch } from '@azureml-endpoints/node-transport'
import { describe, expect, it } from 'vitest'
import { isMeasure } from './measured-fetch.ts'
import { startRawServer, type Step } from './raw-server.ts'
import { serverBehaviours } from './server-behaviours.ts'

/** Codes of the two clients for the same thing. */
const sameThing: readonly (readonly [RegExp, string])[] = [
  [/^(UND_ERR_SOCKET|ECONNRESET|EPIPE)$/, 'LOST'],
  [/^(UND_ERR_HEADERS_OVERFLOW|HPE_HEADER_OVERFLOW)$/, 'HEADERS_TOO_LONG'],
  [/^(HPE_\w+|UND_ERR_RES_CONTENT_LENGTH_MISMATCH|Response does not match the HTTP\/1\.1 protocol .*)$/, 'NOT_HTTP'],
]

/** Where the two differ, and why. */
const allowed: Readonly<Record<string, string>> = {
  'a content coding of six layers': 'Both refuse it; the messages differ, and there is no code.',
  'a status with a reason beyond ASCII': 'fetch reads it as UTF-8, HTTP says Latin-1.',
  'a status of 101': 'Both refuse it, in words of their own.',
  'a status of 101, without a word': 'Both refuse it; fetch by an assertion of its own.',
  'a status of 100, then an answer': 'fetch refuses it, HTTP says that a client must be ready for it.',
  'a status of 407': 'fetch gives a network error without a word; the answer says more.',
  'a status of 421': 'fetch sends the request a second time; nothing is sent twice here.',
}

async function outcome(call: typeof fetch, url: string, patience: number): Promise<string> {
  const request = {
    method: 'POST',
    body: '{}',
    headers: { 'content-type': 'application/json' },
    signal: AbortSignal.timeout(patience),
  }
  try {
    const response = await call(url, request)
    // fetch leaves spaces behind a value, which its standard strips.
    const headers = JSON.stringify([...response.headers].map(([name, value]) => [name, value.trim()]))
    const body = await response.text().catch(failure)
    return `${response.status} ${response.statusText} ${headers} ${response.body === null} ${body}`
  } catch (error) {
    return failure(error)
  }
}

function failure(error: unknown): string {
  if (!(error instanceof Error)) return 'no Error'
  const { cause } = error as { cause?: { code?: unknown; message?: unknown } }
  if (cause === undefined) return `${error.name}: ${error.message}`
  const code = String(cause.code ?? cause.message)
  return `${error.name}: ${error.message} <- ${sameThing.find(([pattern]) => pattern.test(code))?.[1] ?? code}`
}

async function seen(call: typeof fetch, steps: readonly Step[], patience: number): Promise<string[]> {
  const server = await startRawServer(() => steps)
  const outcomes = [await outcome(call, server.url, patience)]
  // What comes after an answer has come by then: calls at once are tested in closing-connections.test.ts.
  await pause(30)
  outcomes.push(await outcome(call, server.url, patience))
  const { arrivals } = server
  server.close()
  return [...outcomes, `${arrivals} arrivals`]
}

describe.runIf(isMeasure).each(Object.entries(serverBehaviours))('%s', (group, behaviours) => {
  it.concurrent.each(Object.entries(behaviours))('%s', async (name, steps) => {
    let [theirs, ours] = [await seen(fetch, steps, 400), await seen(nodeFetch, steps, 400)]
    // On a busy machine, one of the two may have timed out.
    if (!isDeepStrictEqual(ours, theirs)) {
      ;[theirs, ours] = [await seen(fetch, steps, 10_000), await seen(nodeFetch, steps, 10_000)]
    }
    if (`${group} ${name}` in allowed) expect(ours).not.toEqual(theirs)
    else expect(ours).toEqual(theirs)
  })
})
