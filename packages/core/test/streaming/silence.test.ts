import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { limits } from '../../src/errors/limits.ts'
import { Silence } from '../../src/streaming/silence.ts'

let now = 0
beforeEach(() => {
  now = 1000
  vi.spyOn(performance, 'now').mockImplementation(() => now)
})
afterEach(() => void vi.restoreAllMocks())

const rest =
  ', and the rest was not read. Check that `endpointUrl` points to a model, and lower `maxTokens` if the model does not stop.'

/** Counts bytes after a time. */
function receive(silence: Silence, bytes: number, milliseconds = 0): void {
  now += milliseconds
  silence.received(bytes)
}

it.each([
  [0, limits.silence],
  [limits.silence - 1, limits.silence],
  [limits.silence + 1, limits.silence + 1],
  [Infinity, Infinity],
])('with the timeout %d lasts at most %d ms from its first bytes', (timeout, most) => {
  const silence = new Silence(timeout)
  receive(silence, 1, 5_000_000)
  receive(silence, 1, Math.min(most, 1e9))
  if (most === Infinity) return
  expect(() => receive(silence, 1, 1)).toThrow(
    expect.objectContaining({
      message: `The stream is kept open without content: the limit is ${most} ms${rest}`,
      retryable: true,
    }),
  )
})

it('has at most 32 MiB', () => {
  const silence = new Silence(0)
  receive(silence, limits.silentBytes - 1)
  receive(silence, 1)
  expect(() => receive(silence, 1)).toThrow(
    expect.objectContaining({
      message: `The stream has no content: the limit is 32 MiB without any${rest}`,
      retryable: false,
    }),
  )
})

it('has at most 10 000 events', () => {
  const silence = new Silence(0)
  for (let count = 0; count < limits.silentEvents; count++) silence.skippedEvent()
  expect(() => silence.skippedEvent()).toThrow(
    expect.objectContaining({
      message: `The stream has no content: the limit is 10000 events without any${rest}`,
      retryable: false,
    }),
  )
})

it('starts again after its end', () => {
  const silence = new Silence(0)
  const fill = (): void => {
    receive(silence, limits.silentBytes, limits.silence * 2)
    receive(silence, 0, limits.silence)
    for (let count = 0; count < limits.silentEvents; count++) silence.skippedEvent()
  }
  fill()
  silence.end()
  expect(fill).not.toThrow()
})
