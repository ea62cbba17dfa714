import { expect, it } from 'vitest'
import type { ChatChunk } from '../src/messages/chat-response.ts'
import { type BatchSource, chunkByChunk } from '../src/streaming/stream-iterators.ts'

it('yields the chunks of all batches in order, and nothing after them', async () => {
  const chunks = chunkByChunk(batchesOf(['a', 'b'], [], ['c']))
  expect(await textsOf(chunks)).toEqual(['a', 'b', 'c'])
  expect(await chunks.next()).toEqual({ done: true, value: undefined })
})

it('resolves concurrent calls of `next` in order', async () => {
  const chunks = chunkByChunk(batchesOf(['a', 'b'], ['c']))
  const steps = await Promise.all([chunks.next(), chunks.next(), chunks.next(), chunks.next()])
  expect(steps.map(({ value }) => value?.text)).toEqual(['a', 'b', 'c', undefined])
})

it('cancels the source on break and on disposal', async () => {
  const ended: string[] = []
  for await (const { text } of chunkByChunk(batchesOf.call(ended, ['a', 'b']))) if (text === 'a') break
  await chunkByChunk(batchesOf.call(ended, ['a']))[Symbol.asyncDispose]()
  const chunks = chunkByChunk(batchesOf.call(ended, ['a', 'b']))
  await chunks.next()
  await expect(chunks.throw(new Error('enough'))).rejects.toThrow('enough')
  expect(await chunks.next()).toEqual({ done: true, value: undefined })
  expect(ended).toEqual(['ended', 'ended', 'ended'])
})

it("stops between two chunks when the caller's signal is aborted, and throws its reason", async () => {
  const ended: string[] = []
  const controller = new AbortController()
  const chunks = chunkByChunk({ ...batchesOf.call(ended, ['a', 'b', 'c']), signal: controller.signal })
  await chunks.next()
  controller.abort(new Error('the caller aborted'))
  await expect(chunks.next()).rejects.toThrow('the caller aborted')
  expect(ended).toEqual(['ended'])
  expect(await chunks.next()).toEqual({ done: true, value: undefined })
})

it('rethrows an error and is done afterwards', async () => {
  const chunks = chunkByChunk(failing())
  expect((await chunks.next()).value).toEqual({ text: 'a', raw: undefined })
  await expect(chunks.next()).rejects.toThrow('lost')
  expect(await chunks.next()).toEqual({ done: true, value: undefined })
})

function batchesOf(this: string[] | void, ...batches: string[][]): BatchSource {
  const rest = [...batches]
  return {
    signal: undefined,
    opened: undefined,
    async open() {
      return rest.shift()?.map((text) => ({ text, raw: undefined }))
    },
    cancel: () => {
      rest.length = 0
      this?.push('ended')
    },
  }
}

function failing(): BatchSource {
  const source = batchesOf(['a'])
  let steps = 0
  return {
    ...source,
    async open() {
      steps += 1
      if (steps === 2) throw new Error('lost')
      return source.open()
    },
  }
}

async function textsOf(chunks: AsyncIterable<ChatChunk>): Promise<(string | undefined)[]> {
  const texts: (string | undefined)[] = []
  for await (const { text } of chunks) texts.push(text)
  return texts
}
