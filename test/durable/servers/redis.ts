import { findRedisServer, type LocalRedis, noServer, startLocalRedis } from '../../../apps/bulk/src/demo/local-redis.ts'
import { Unavailable } from '../../interop/frame/unavailable.ts'

/** Starts Redis, or Valkey, on a free port; it logs every change to a file in a folder of its own. */
export async function startRedis(): Promise<LocalRedis> {
  if (findRedisServer() === undefined) throw new Unavailable(noServer)
  return startLocalRedis()
}
