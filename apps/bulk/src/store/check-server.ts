import type { Redis } from 'ioredis'
import { BulkError } from '../errors/bulk-error.ts'
import { infoField } from './server-info.ts'

/** What a server says about the safety of its data; `undefined` where the host does not say. */
export interface ServerFacts {
  readonly policy: string | undefined
  readonly appendOnly: boolean
  readonly savePoints: string | undefined
  /** How to reach the server with `redis-cli`. */
  readonly address: string
}

/** Returns why a server would lose jobs, and the command that fixes it; or a warning; or neither. */
export function assessServer(facts: ServerFacts): { readonly problem?: string; readonly warning?: string } {
  const { policy, appendOnly, savePoints, address } = facts
  const [host, port] = address.split(/:(?=\d+$)/)
  const cli = `redis-cli -h ${host} -p ${port}`
  if (policy !== undefined && policy !== 'noeviction') {
    return {
      problem: `Redis at ${address} deletes keys when its memory is full (maxmemory-policy ${policy}), and jobs with them. Run: ${cli} config set maxmemory-policy noeviction`,
    }
  }
  if (appendOnly) return {}
  if (savePoints === '') {
    return {
      problem: `Redis at ${address} keeps nothing on disk, so a restart would lose the job. Run: ${cli} config set appendonly yes (and write "appendonly yes" into redis.conf)`,
    }
  }
  return {
    warning: `Redis at ${address} writes only snapshots to disk, so a crash loses what happened since the last one. Run: ${cli} config set appendonly yes`,
  }
}

/**
 * Rejects a server that may lose jobs.
 * @throws BulkError with the command that fixes it
 */
export async function checkServer(redis: Redis, address: string): Promise<string | undefined> {
  const info = await redis.info()
  const { problem, warning } = assessServer({
    address,
    policy: infoField(info, 'maxmemory_policy'),
    appendOnly: infoField(info, 'aof_enabled') === '1',
    savePoints: await readSavePoints(redis),
  })
  if (problem !== undefined) throw new BulkError(problem)
  return warning
}

/** Managed services often refuse CONFIG. */
async function readSavePoints(redis: Redis): Promise<string | undefined> {
  try {
    const [, points] = (await redis.config('GET', 'save')) as readonly string[]
    return points
  } catch {
    return undefined
  }
}
