import type { Redis } from 'ioredis'
import { infoField } from './server-info.ts'

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

/**
 * Repeats an action if Redis was restarted meanwhile: a server that crashes may lose the last seconds of what it has confirmed,
 * because it waits for the disk only once a second, or less often if the disk is busy. The action has to be safe to repeat.
 */
export async function repeatAfterRestart(redis: Redis, action: () => Promise<void>): Promise<void> {
  const runId = async (): Promise<string | undefined> => infoField(await redis.info('server'), 'run_id')
  let before: string | undefined
  do {
    before = await runId()
    await action()
  } while ((await runId()) !== before)
}

/** Returns whether an error says that Redis is not reachable. */
export function isOutage(error: unknown): boolean {
  return (
    error instanceof Error && /connection (close|is closed)|ECONNRESET|ECONNREFUSED|EPIPE|^LOADING/i.test(error.message)
  )
}
