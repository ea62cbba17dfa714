import { expect, it, vi } from 'vitest'
import type { ChatChunk } from '../../src/messages/chat-response.ts'
import {
  type Batch,
  batchByBatch,
  type BatchSource,
  chunkByChunk,
  type OpenBatches,
} from '../../src/streaming/stream-iterators.ts'

/** A source whose batches arrive when the test says so. */
class Source implements BatchSource, OpenBatches {
  readonly signal: AbortSignal | undefined
  opened: OpenBatches | undefined
  requested = 0
  cancelled = 0
  #resolve: (batch: Batch | undefined) => void = () => {}
  #fail: (error: unknown) => void = () => {}
  #arrived: Batch | undefined
  #hasNoBatch = false

  constructor(signal?: AbortSignal) {
    this.signal = signal
  }

  open(): Promise<Batch | undefined> {
    this.opened = this
    return this.#request()
  }

  async pull(): Promise<ReadableStreamReadResult<Uint8Array>> {
    this.#arrived = await this.#request()
    return { done: true, value: undefined }
  }

  received(): Batch | undefined | Promise<Batch | undefined> {
    if (!this.#hasNoBatch) return this.#arrived
    this.#hasNoBatch = false
    return this.#request()
  }

  async lost(error: unknown): Promise<Batch | undefined> {
    if (error === 'lost after a batch') return [chunk('rest')]
    throw error
  }

  #request(): Promise<Batch | undefined> {
    this.requested += 1
    const { promise, resolve, reject } = Promise.withResolvers<Batch | undefined>()
    this.#resolve = resolve
    this.#fail = reject
    return promise
  }

  cancel(): void {
    this.cancelled += 1
    this.#resolve(undefined)
  }

  arrive(...texts: string[]): void {
    this.#resolve(texts.map(chunk))
  }

  arriveWithoutBatch(): void {
    this.#hasNoBatch = true
    this.#resolve(undefined)
  }

  end(): void {
    this.#resolve(undefined)
  }

  fail(error: unknown): void {
    this.#fail(error)
  }
}

const chunk = (text: string): ChatChunk => ({ text, raw: undefined })
const step = (text: string): object => ({ done: false, value: chunk(text) })
const done = { done: true, value: undefined }

it('returns the chunks of a batch without another read, and then reads again', async () => {
  const source = new Source()
  const chunks = chunkByChunk(source)
  const first = chunks.next()
  source.arrive('a', 'b')
  expect([await first, await chunks.next(), source.requested]).toEqual([step('a'), step('b'), 1])
  const third = chunks.next()
  expect(source.requested).toBe(2)
  source.arrive('c')
  expect(await third).toEqual(step('c'))
})

it('skips empty batches', async () => {
  const source = new Source()
  const first = chunkByChunk(source).next()
  source.arrive()
  await Promise.resolve()
  await Promise.resolve()
  expect(source.requested).toBe(2)
  source.arrive('a')
  expect(await first).toEqual(step('a'))
})

it('returns batches as they are, one for each read', async () => {
  const source = new Source()
  const batches = batchByBatch(source)
  for (const texts of [['a', 'b'], [], ['c']]) {
    const next = batches.next()
    source.arrive(...texts)
    expect(await next).toEqual({ done: false, value: texts.map(chunk) })
  }
  const last = batches.next()
  source.end()
  expect([await last, source.requested, source.cancelled]).toEqual([done, 4, 0])
})

it('reads once at a time, in order, however many steps wait', async () => {
  const source = new Source()
  const chunks = chunkByChunk(source)
  const steps = [chunks.next(), chunks.next(), chunks.next(), chunks.next()]
  source.arrive('a', 'b')
  expect([await steps[0], await steps[1], source.requested]).toEqual([step('a'), step('b'), 2])
  source.arrive('c')
  expect(await steps[2]).toEqual(step('c'))
  source.end()
  expect(await steps[3]).toEqual(done)
})

it('`return` ends a waiting step and those behind it, and waits for its value', async () => {
  for (const iterate of [chunkByChunk, batchByBatch]) {
    const source = new Source()
    const chunks = iterate(source)
    const waiting = [chunks.next(), chunks.next()]
    const order: string[] = []
    for (const [index, one] of waiting.entries()) void one.then(() => order.push(`step ${index}`))
    const value = Promise.resolve('mine') as unknown as void
    const returned = chunks.return(value).then((result) => (order.push('return'), result))
    expect(source.cancelled).toBe(1)
    expect(await waiting[0]).toEqual(done)
    source.end()
    expect([await waiting[1], await returned]).toEqual([done, { done: true, value: 'mine' }])
    expect(order).toEqual(['step 0', 'step 1', 'return'])
  }
})

it('`throw` ends a waiting step and rejects', async () => {
  const source = new Source()
  const chunks = chunkByChunk(source)
  const waiting = chunks.next()
  const thrown = chunks.throw(new Error('mine'))
  expect(await waiting).toEqual(done)
  await expect(thrown).rejects.toThrow('mine')
  expect(source.cancelled).toBe(1)
})

it('returns nothing more after `return`, not even chunks that have arrived', async () => {
  const source = new Source()
  const chunks = chunkByChunk(source)
  const first = chunks.next()
  source.arrive('a', 'b')
  await first
  await chunks.return()
  const next = chunks.next()
  source.arrive('c')
  expect(await next).toEqual(done)
})

it('a step after one that failed is run', async () => {
  let count = 0
  const failing: BatchSource = {
    signal: undefined,
    opened: undefined,
    open: async () => {
      count += 1
      if (count === 1) throw new Error('lost')
      return count === 2 ? [chunk('a')] : undefined
    },
    cancel: () => {},
  }
  const chunks = chunkByChunk(failing)
  const steps = [chunks.next(), chunks.next(), chunks.next()]
  expect(await Promise.allSettled(steps)).toEqual([
    { status: 'rejected', reason: new Error('lost') },
    { status: 'fulfilled', value: step('a') },
    { status: 'fulfilled', value: done },
  ])
})

it.each([chunkByChunk, batchByBatch])(
  '%o throws the reason of a signal aborted during a read, and cancels',
  async (iterate) => {
    const controller = new AbortController()
    const source = new Source(controller.signal)
    const chunks = iterate(source)
    const steps = [chunks.next(), chunks.next()]
    source.arrive('a', 'b')
    controller.abort('enough')
    await expect(steps[0]).rejects.toBe('enough')
    expect(source.cancelled).toBe(1)
    source.end()
    expect(await steps[1]).toEqual(done)
  },
)

it('throws the reason of a signal aborted while chunks of a batch wait', async () => {
  const controller = new AbortController()
  const source = new Source(controller.signal)
  const chunks = chunkByChunk(source)
  const steps = [chunks.next(), chunks.next()]
  source.arrive('a', 'b')
  expect(await steps[0]).toEqual(step('a'))
  expect(await steps[1]).toEqual(step('b'))
  controller.abort('enough')
  const next = chunks.next()
  source.arrive('c')
  await expect(next).rejects.toBe('enough')
})

it('is iterable, and disposable where the runtime has the symbol', async () => {
  const source = new Source()
  const chunks = chunkByChunk(source)
  expect(chunks[Symbol.asyncIterator]()).toBe(chunks)
  await chunks[Symbol.asyncDispose]()
  expect(source.cancelled).toBe(1)
})

it.each([chunkByChunk, batchByBatch])('%o waits for a batch that takes another read', async (iterate) => {
  const source = new Source()
  const chunks = iterate(source)
  const steps = [chunks.next(), chunks.next(), chunks.next()]
  source.arrive('a')
  await steps[0]
  source.arriveWithoutBatch()
  await vi.waitFor(() => expect(source.requested).toBe(3))
  source.arrive('b')
  expect(await steps[1]).toEqual(iterate === chunkByChunk ? step('b') : { done: false, value: [chunk('b')] })
  await vi.waitFor(() => expect(source.requested).toBe(4))
  source.end()
  expect(await steps[2]).toEqual(done)
})

it('returns what arrived before a loss, and throws the error of one', async () => {
  const source = new Source()
  const chunks = chunkByChunk(source)
  const steps = [chunks.next(), chunks.next(), chunks.next()]
  source.arrive('a')
  expect(await steps[0]).toEqual(step('a'))
  source.fail('lost after a batch')
  expect(await steps[1]).toEqual(step('rest'))
  source.fail('lost')
  await expect(steps[2]).rejects.toBe('lost')
  const next = chunks.next()
  source.arrive('b')
  expect(await next).toEqual(step('b'))
})
