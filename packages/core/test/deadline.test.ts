import { getEventListeners } from 'node:events'
import { EndpointError } from '@azureml-endpoints/core'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Deadline, StreamCancellation, throwIfCancelled, type TimeLimits } from '../src/http/deadline.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const limits: TimeLimits = { signal: undefined, cancellation: undefined, timeout: 1000, idleTimeout: 300 }
const noFirstByte = (ms: number): string =>
  `No byte of the answer arrived within ${ms} ms (\`timeout\`). Raise it if the model needs longer; the endpoint may still be working on the request.`
const noMoreBytes = 'The answer stopped in the middle: no byte for 300 ms (`idleTimeout`).'

type Step = 'firstByteReceived' | 'errorStatusReceived' | 'startWaiting' | 'stopWaiting'
/** What happens when, in milliseconds from the start. */
type Steps = readonly (readonly [at: number, ...steps: readonly Step[]])[]

describe('an attempt is over', () => {
  it.each<[what: string, given: Partial<TimeLimits>, steps: Steps, over: number, message: string]>([
    ['without a byte', {}, [], 1000, noFirstByte(1000)],
    ['without a byte, where that is the shorter limit', { timeout: 200 }, [], 200, noFirstByte(200)],
    ['without a byte, where both are the same', { timeout: 300 }, [], 300, noFirstByte(300)],
    ['without a byte, although one is awaited', {}, [[0, 'startWaiting']], 1000, noFirstByte(1000)],
    ['after the first byte', {}, [[100, 'firstByteReceived', 'startWaiting']], 400, noMoreBytes],
    [
      'after the first byte of an endless wait',
      { timeout: Infinity },
      [[9, 'firstByteReceived', 'startWaiting']],
      309,
      noMoreBytes,
    ],
    ['after a late first byte', {}, [[999, 'firstByteReceived', 'startWaiting']], 1299, noMoreBytes],
    [
      'after a pause of the reader',
      {},
      [
        [100, 'firstByteReceived', 'startWaiting'],
        [150, 'stopWaiting'],
        [5000, 'startWaiting'],
      ],
      5300,
      noMoreBytes,
    ],
    [
      'after many bytes',
      {},
      [[100, 'firstByteReceived'], ...[299, 598, 897].map((at) => [at, 'startWaiting'] as const)],
      1197,
      noMoreBytes,
    ],
    ['in an error body', {}, [[500, 'errorStatusReceived', 'startWaiting']], 800, noMoreBytes],
    [
      'in an error body, where the other limit comes first',
      {},
      [[900, 'errorStatusReceived', 'startWaiting']],
      1000,
      noFirstByte(1000),
    ],
  ])('%s', (_what, given, steps, over, message) => {
    const deadline = new Deadline({ ...limits, ...given })
    const ended = vi.fn<() => void>()
    deadline.waiter = { stop: ended }
    let now = 0
    for (const [at, ...names] of steps) {
      vi.advanceTimersByTime(at - now)
      now = at
      for (const name of names) deadline[name]()
    }
    vi.advanceTimersByTime(over - now - 1)
    expect([deadline.over, deadline.signal.aborted, ended.mock.calls.length]).toEqual([undefined, false, 0])
    expect(() => deadline.check()).not.toThrow()
    vi.advanceTimersByTime(1)
    const reason = new EndpointError(message, { retryable: true })
    expect(deadline.over).toEqual({ reason })
    expect(deadline.signal.reason).toBe(deadline.over?.reason)
    expect(() => deadline.check()).toThrow(reason)
    expect([ended.mock.calls.length, vi.getTimerCount()]).toEqual([1, 0])
  })

  it.each<[what: string, steps: readonly Step[]]>([
    ['has a first byte', ['firstByteReceived']],
    ['waits for nothing', ['firstByteReceived', 'startWaiting', 'stopWaiting']],
  ])('never if it %s', (_what, steps) => {
    const deadline = new Deadline(limits)
    for (const step of steps) deadline[step]()
    vi.advanceTimersByTime(1e9)
    expect(deadline.over).toBeUndefined()
  })
})

describe('the timer of an attempt', () => {
  it.each([
    [Infinity, Infinity, 0],
    [2 ** 31, 2 ** 31, 0],
    [2 ** 31 - 1, 2 ** 31, 1],
    [2 ** 31, 2 ** 31 - 1, 1],
  ])('is not set for longer than timers can be: %d and %d ms', (timeout, idleTimeout, count) => {
    const deadline = new Deadline({ ...limits, timeout, idleTimeout })
    expect(vi.getTimerCount()).toBe(count)
    vi.advanceTimersByTime(2 ** 31 - 2)
    expect(deadline.over).toBeUndefined()
    deadline.close()
    expect(vi.getTimerCount()).toBe(0)
  })

  it('is one, and lets the process exit from the first byte on', () => {
    const set = vi.spyOn(globalThis, 'setTimeout')
    const held = (): (boolean | undefined)[] => set.mock.results.map(({ value }) => (value as NodeJS.Timeout).hasRef())
    const deadline = new Deadline(limits)
    vi.advanceTimersByTime(300)
    expect([held(), vi.getTimerCount()]).toEqual([[true, true], 1])
    deadline.firstByteReceived()
    expect(held()).toEqual([true, false])
    deadline.startWaiting()
    vi.advanceTimersByTime(299)
    deadline.stopWaiting()
    deadline.startWaiting()
    vi.advanceTimersByTime(299)
    expect([held().slice(1), vi.getTimerCount()]).toEqual([[false, false, false], 1])
    deadline.close()
  })

  it('may be a number, as in browsers', () => {
    vi.spyOn(globalThis, 'setTimeout').mockReturnValue(5 as never)
    const deadline = new Deadline(limits)
    expect(() => deadline.firstByteReceived()).not.toThrow()
    vi.restoreAllMocks()
    const none = new Deadline({ ...limits, timeout: Infinity, idleTimeout: Infinity })
    expect(() => none.firstByteReceived()).not.toThrow()
  })
})

const mine = new Error('the reason of the caller')

describe('a caller who', () => {
  it('aborts ends the attempt with the reason, once', () => {
    const controller = new AbortController()
    const deadline = new Deadline({ ...limits, signal: controller.signal })
    const ended = vi.fn<() => void>()
    deadline.waiter = { stop: ended }
    expect(getEventListeners(controller.signal, 'abort')).toHaveLength(1)
    controller.abort(mine)
    vi.advanceTimersByTime(5000)
    expect([deadline.over, deadline.signal.reason, ended.mock.calls.length]).toEqual([{ reason: mine }, mine, 1])
    expect([getEventListeners(controller.signal, 'abort').length, vi.getTimerCount()]).toEqual([0, 0])
  })

  it('has aborted before ends it at once', () => {
    const signal = AbortSignal.abort(mine)
    const deadline = new Deadline({ ...limits, signal })
    expect([deadline.over, deadline.signal.reason]).toEqual([{ reason: mine }, mine])
    expect([getEventListeners(signal, 'abort').length, vi.getTimerCount()]).toEqual([0, 0])
  })

  it('cancels a stream ends it without a reason, once', () => {
    const cancellation = new StreamCancellation()
    const deadline = new Deadline({ ...limits, cancellation })
    const ended = vi.fn<() => void>()
    deadline.waiter = { stop: ended }
    cancellation.cancel()
    cancellation.cancel()
    vi.advanceTimersByTime(5000)
    expect([deadline.over, ended.mock.calls.length, vi.getTimerCount()]).toEqual([{ reason: undefined }, 1, 0])
    expect([cancellation.isCancelled, cancellation.waiter]).toEqual([true, undefined])
  })

  it.each([undefined, 'abort' as const])('closes it (%s) leaves no timer and no listener', (how) => {
    const { signal } = new AbortController()
    const cancellation = new StreamCancellation()
    const deadline = new Deadline({ ...limits, signal, cancellation })
    deadline.close(how)
    expect([getEventListeners(signal, 'abort').length, vi.getTimerCount()]).toEqual([0, 0])
    expect([cancellation.waiter, deadline.over, deadline.signal.aborted]).toEqual([
      undefined,
      undefined,
      how === 'abort',
    ])
  })
})

it.each<[what: string, given: Partial<TimeLimits>, message: string | undefined]>([
  ['neither', {}, undefined],
  [
    'a signal and a stream in use',
    { signal: new AbortController().signal, cancellation: new StreamCancellation() },
    undefined,
  ],
  ['an aborted signal', { signal: AbortSignal.abort(mine) }, mine.message],
  [
    'a cancelled stream',
    { cancellation: Object.assign(new StreamCancellation(), { isCancelled: true }) },
    'The stream was cancelled by its caller.',
  ],
])('throwIfCancelled() with %s', (_what, given, message) => {
  const check = (): void => throwIfCancelled({ ...limits, ...given })
  if (message === undefined) expect(check).not.toThrow()
  else expect(check).toThrow(new Error(message))
})

describe('what is awaited within an attempt', () => {
  const late = (): { promise: Promise<string>; resolve: (value: string) => void; reject: (error: Error) => void } =>
    Promise.withResolvers<string>()
  const outcome = (promise: Promise<unknown>): Promise<unknown> => promise.catch((error: unknown) => ({ error }))

  it('passes its value or its error', async () => {
    const discard = vi.fn<(value: string) => void>()
    expect(await new Deadline(limits).within(Promise.resolve('value'), discard)).toBe('value')
    expect(await outcome(new Deadline(limits).within(Promise.reject<string>(mine), discard))).toEqual({ error: mine })
    expect(discard).not.toHaveBeenCalled()
  })

  it.each(['before', 'during'])(
    'is given up with the reason of an end %s it; what comes later is discarded',
    async (when) => {
      for (const [settle, discarded] of [
        ['resolve', ['late']],
        ['reject', []],
      ] as const) {
        const controller = new AbortController()
        const deadline = new Deadline({ ...limits, signal: controller.signal })
        const { promise, ...settled } = late()
        const found: string[] = []
        if (when === 'before') controller.abort(mine)
        const waiting = outcome(deadline.within(promise, (value) => found.push(value)))
        controller.abort(mine)
        expect(await waiting).toEqual({ error: mine })
        if (settle === 'resolve') settled.resolve('late')
        else settled.reject(new Error('late'))
        await Promise.allSettled([promise])
        await Promise.resolve()
        expect(found).toEqual(discarded)
      }
    },
  )

  it('may be discarded without a way to do so', async () => {
    const deadline = new Deadline({ ...limits, signal: AbortSignal.abort(mine) })
    expect(await outcome(deadline.within(Promise.resolve('late')))).toEqual({ error: mine })
  })
})
