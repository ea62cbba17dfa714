import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

it('lets a process exit with an abandoned stream', async () => {
  const program = fileURLToPath(new URL('forgotten-stream-program.ts', import.meta.url))
  const flags = ['--conditions=@azureml-endpoints/source', program]
  const { stdout } = await promisify(execFile)(process.execPath, flags)
  expect(stdout).toBe('one\n')
})

it('leaves no sockets, timers or heap behind after 10 000 calls and 2 000 streams, a third of them aborted', async () => {
  const program = fileURLToPath(new URL('leaks-program.ts', import.meta.url))
  const flags = ['--expose-gc', '--conditions=@azureml-endpoints/source']
  const { stdout } = await promisify(execFile)(process.execPath, [...flags, program])
  const found = JSON.parse(stdout) as Record<string, number>
  expect(found).toMatchObject({ calls: 10_000, streams: 2000, timers: 0, openRequests: 0, listeners: 0 })
  expect(found['aborted']).toBeGreaterThan(3500)
  // Sockets kept alive for the next call are not a leak, but there cannot be more than were needed at once.
  expect(found['sockets']).toBeLessThanOrEqual(16)
  // Measured values are around 0, far below the kilobyte per call that a leaked signal or buffer would cost.
  expect(found['bytesPerCall']).toBeLessThan(100)
})
