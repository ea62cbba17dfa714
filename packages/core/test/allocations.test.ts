import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

/** Without optimizing compilers and garbage collection, so that every run allocates the same. */
const flags = [
  '--conditions=@azureml-endpoints/source',
  '--no-opt',
  '--no-maglev',
  '--no-sparkplug',
  '--single-threaded',
  '--min-semi-space-size=256',
  '--max-semi-space-size=256',
]

it('allocates no more for a call and for a delta than when this was last looked at', async () => {
  const program = fileURLToPath(new URL('allocations-program.ts', import.meta.url))
  const { stdout } = await promisify(execFile)(process.execPath, [...flags, program])
  const { call, delta } = JSON.parse(stdout) as Readonly<Record<'call' | 'delta', number>>
  // Bytes beyond those of `Response.json()`.
  expect(call).toBeLessThan(17_900)
  expect(call).toBeGreaterThan(10_000)
  // Two thirds of it are the parsed event, which is the chunk's `raw`.
  expect(delta).toBeLessThan(1160)
  expect(delta).toBeGreaterThan(500)
})
