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

/** Returns whether an error says that Redis is not reachable, or accepts no commands at the moment. */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  // Those of the commands of a transaction.
  const { message, previousErrors = [] } = error as Error & { readonly previousErrors?: readonly unknown[] }
  return (
    /connection (close|is closed)|ECONNRESET|ECONNREFUSED|EPIPE/i.test(message) ||
    isRefusal(message) ||
    previousErrors.some(isOutage)
  )
}

/**
 * Returns whether Redis replies that it accepts no commands at the moment: during a failover, while it loads its files, or when
 * its memory or disk is full. Before Redis 7, the reply to a script contains that of the command that failed.
 */
export function isRefusal(reply: string): boolean {
  return refusals.test(reply)
}

const refusals =
  /^(?:ERR Error running script.* -)?(?:READONLY|MASTERDOWN|CLUSTERDOWN|NOREPLICAS|TRYAGAIN|UNBLOCKED|LOADING|BUSY|MISCONF|OOM)\b/
