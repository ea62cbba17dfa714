import { afterAll, vi } from 'vitest'

// The files of a worker share its process: what a file replaces ends with it.
afterAll(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
  vi.unstubAllGlobals()
})
