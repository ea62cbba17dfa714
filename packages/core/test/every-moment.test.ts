import type { AzureMLEndpointClient, ChatRequest } from '@azureml-endpoints/core'
import { describe, expect, it } from 'vitest'
import { bodyOf, clientOf as clientFor, delta, hello, key, sse } from './client-of.ts'

const eventStream = { headers: { 'content-type': 'text/event-stream' } }
const one = sse(delta({ content: 'one' })).replace('data: [DONE]\n\n', '')
const gone = `data: ${JSON.stringify({ error: { message: 'gone' } })}\n\n`
const whole = JSON.stringify({ choices: [{ message: { content: 'Hi' } }], data: [{ embedding: [1] }] })

type Answer = () => Response | Promise<Response>

/** Answers, by what a call waits for last. */
const answers: Readonly<Record<string, Answer>> = {
  'a whole answer': () => new Response(whole),
  'an answer in pieces': () => new Response(bodyOf(whole)),
  'a stream': () => new Response(bodyOf([one, one, one]), eventStream),
  'a failure in the first event': () => new Response(gone, eventStream),
  'a failure in the next event': () => new Response(bodyOf([one, gone]), eventStream),
  'an event that cannot be parsed': () => new Response('data: {"choices":5}\n\n', eventStream),
  'an error status': () => new Response('busy', { status: 400 }),
  'a refused token': () => new Response('', { status: 401 }),
  'a lost connection': () => new Response(bodyOf(failing())),
  'a connection lost after a chunk': () => new Response(bodyOf(failing(one)), eventStream),
  'no connection': () => Promise.reject(new TypeError('fetch failed')),
}

function* failing(...pieces: string[]): Generator<string, never> {
  yield* pieces
  throw new TypeError('terminated')
}

/** A request that needs all checks. */
const request: ChatRequest = { ...hello, tools: [{ name: 'f', parameters: { type: 'object' } }] }

let requests = 0

function clientOf(answer: Answer): AzureMLEndpointClient {
  const counted = (): Response | Promise<Response> => {
    requests += 1
    return answer()
  }
  return clientFor(counted, { endpointApiKey: async () => key })
}

/** A call in progress. */
interface Pending<Result> {
  readonly result: Promise<Result>
  /** How many turns of the queue of microtasks it has lasted, and whether it is over. */
  turns: number
  isOver: boolean
}

/** Lets a number of turns pass, at most until the call is over. */
async function after<Result>(turns: number, result: Promise<Result>): Promise<Pending<Result>> {
  const pending = { result, turns: 0, isOver: false }
  const over = (): void => void (pending.isOver = true)
  result.then(over, over)
  for (; pending.turns < turns && !pending.isOver; pending.turns++) await Promise.resolve()
  return pending
}

/** Runs a call again and again, interrupted one turn later each time, until it is too short to be interrupted. */
async function* everyMoment<Result>(
  start: () => Promise<{ result: Promise<Result>; interrupt: () => unknown }>,
): AsyncGenerator<{ turns: number; outcome: unknown; uninterrupted: unknown }> {
  // What happens first is loading the code of failures.
  const uninterrupted = await (await start()).result.catch((error: unknown) => error)
  // A caller learns of a result a few turns after the call has it.
  const last = (await after(200, (await start()).result)).turns - 5
  for (let turns = 0; turns < last; turns++) {
    const { result, interrupt } = await start()
    await after(turns, result)
    interrupt()
    const before = requests
    const outcome = await result.catch((error: unknown) => error)
    expect(requests, `requests that are sent after ${turns} turns`).toBe(before)
    yield { turns, outcome, uninterrupted }
  }
}

describe('interrupted at any moment before', () => {
  it.each(Object.entries(answers))('%s, a stream that is cancelled ends without an error', async (name, answer) => {
    const start = async () => {
      const chunks = clientOf(answer).stream(request)
      if (/next|after|a stream/.test(name)) await chunks.next()
      return { result: chunks.next(), interrupt: () => chunks.return() }
    }
    for await (const { turns, outcome } of everyMoment(start)) {
      expect(outcome, `after ${turns} turns`).toEqual({ done: true, value: undefined })
    }
  })

  const calls: Readonly<Record<string, (answer: Answer, signal: AbortSignal) => Promise<unknown>>> = {
    chat: (answer, signal) => clientOf(answer).chat(request, { signal }),
    embed: (answer, signal) => clientOf(answer).embed({ values: ['a'] }, { signal }),
    stream: (answer, signal) => clientOf(answer).stream(request, { signal }).next(),
    streamBatches: (answer, signal) => clientOf(answer).streamBatches(request, { signal }).next(),
  }
  const reason = new Error('the reason of the caller')
  const table = Object.keys(calls).flatMap((call) => Object.keys(answers).map((name) => [name, call] as const))
  it.each(table)('%s, an aborted %s() throws the reason, or ends as it would have', async (name, call) => {
    const start = async () => {
      const controller = new AbortController()
      const result = (calls[call] as (typeof calls)[string])(answers[name] as Answer, controller.signal)
      return { result, interrupt: () => controller.abort(reason) }
    }
    for await (const { turns, outcome, uninterrupted } of everyMoment(start)) {
      expect([reason, uninterrupted], `after ${turns} turns`).toContainEqual(outcome)
    }
  })
})
