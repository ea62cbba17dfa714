import type { Redis } from 'ioredis'

/**
 * Repeats an action that was interrupted because Redis went away, once Redis is back. ioredis resends single commands by itself,
 * but not pipelines and transactions. The action has to be safe to repeat.
 */
export async function surviveOutage<Result>(redis: Redis, action: () => Promise<Result>): Promise<Result> {
  for (;;) {
    try {
      return await action()
    } catch (error) {
      if (!isOutage(error)) throw error
      await redis.ping()
    }
  }
}

/** Returns whether an error says that Redis is not reachable. */
export function isOutage(error: unknown): boolean {
  return (
    error instanceof Error && /connection (close|is closed)|ECONNRESET|ECONNREFUSED|EPIPE|^LOADING/i.test(error.message)
  )
}
