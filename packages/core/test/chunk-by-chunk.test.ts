import { expect, it } from 'vitest'
import type { ChatChunk } from '../src/chat.ts'
import { chunkByChunk } from '../src/chunk-by-chunk.ts'

it('gives the pieces of all batches in order, and nothing after them', async () => {
  const chunks = chunkByChunk(batchesOf(['a', 'b'], [], ['c']), undefined)
  expect(await textsOf(chunks)).toEqual(['a', 'b', 'c'])
  expect(await chunks.next()).toEqual({ done: true, value: undefined })
})

it('answers steps that are asked for all at once in their order', async () => {
  const chunks = chunkByChunk(batchesOf(['a', 'b'], ['c']), undefined)
  const steps = await Promise.all([chunks.next(), chunks.next(), chunks.next(), chunks.next()])
  expect(steps.map(({ value }) => value?.text)).toEqual(['a', 'b', 'c', undefined])
})

it('ends the batches when it is left, by a break or by disposal', async () => {
  const left: string[] = []
  for await (const { text } of chunkByChunk(batchesOf.call(left, ['a', 'b']), undefined)) if (text === 'a') break
  await chunkByChunk(batchesOf.call(left, ['a']), undefined)[Symbol.asyncDispose]()
  const chunks = chunkByChunk(batchesOf.call(left, ['a', 'b']), undefined)
  await chunks.next()
  await expect(chunks.throw(new Error('enough'))).rejects.toThrow('enough')
  expect(await chunks.next()).toEqual({ done: true, value: undefined })
  expect(left).toEqual(['ended', 'ended'])
})

it("stops between two pieces when the caller's signal says so, with its reason", async () => {
  const ended: string[] = []
  const controller = new AbortController()
  const chunks = chunkByChunk(batchesOf.call(ended, ['a', 'b', 'c']), controller.signal)
  await chunks.next()
  controller.abort(new Error('the caller left'))
  await expect(chunks.next()).rejects.toThrow('the caller left')
  expect(ended).toEqual(['ended'])
  expect(await chunks.next()).toEqual({ done: true, value: undefined })
})

it('passes a failure on and is over then', async () => {
  const chunks = chunkByChunk(failing(), undefined)
  expect((await chunks.next()).value).toEqual({ text: 'a', raw: undefined })
  await expect(chunks.next()).rejects.toThrow('lost')
  expect(await chunks.next()).toEqual({ done: true, value: undefined })
})

async function* batchesOf(this: string[] | void, ...batches: string[][]): AsyncGenerator<ChatChunk[], void, undefined> {
  try {
    for (const texts of batches) yield texts.map((text) => ({ text, raw: undefined }))
  } finally {
    this?.push('ended')
  }
}

async function* failing(): AsyncGenerator<ChatChunk[], void, undefined> {
  yield [{ text: 'a', raw: undefined }]
  throw new Error('lost')
}

async function textsOf(chunks: AsyncIterable<ChatChunk>): Promise<(string | undefined)[]> {
  const texts: (string | undefined)[] = []
  for await (const { text } of chunks) texts.push(text)
  return texts
}
