import { afterAll, vi } from 'vitest'

const { Request, Response } = globalThis

// The files of a worker share its process: what a file replaces ends with it.
afterAll(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
  vi.unstubAllGlobals()
  // Hono's server puts its own in their place.
  for (const [name, value] of Object.entries({ Request, Response })) {
    Object.defineProperty(globalThis, name, { value, writable: true, configurable: true })
  }
})
