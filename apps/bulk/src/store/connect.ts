import { Redis } from 'ioredis'
import { BulkError } from '../errors/bulk-error.ts'

/** A connection to Redis or Valkey that survives outages once it is established. */
export interface Connection {
  readonly redis: Redis
  /** Host and port, without the password. */
  readonly address: string
}

/**
 * Connects to Redis. The first connection has to succeed; after that, commands wait while Redis is down.
 * @throws BulkError if Redis does not answer
 */
export async function connect(url: string, report: (line: string) => void = () => {}): Promise<Connection> {
  const address = addressOf(url)
  let connected = false
  const redis = new Redis(url, {
    lazyConnect: true,
    maxRetriesPerRequest: null,
    connectTimeout: 5_000,
    retryStrategy: (times) => (connected ? Math.min(times * 100, 2_000) : null),
  })
  let reason = ''
  redis.on('error', (error: Error) => (reason = error.message))
  try {
    await redis.connect()
    await redis.ping()
    // If the database does not exist, ioredis only emits an error and uses database 0.
    if (reason !== '') throw new Error(reason)
  } catch (error) {
    redis.disconnect()
    throw unreachable(address, reason === '' ? error : reason)
  }
  connected = true
  reportOutages(redis, address, report)
  return { redis, address }
}

function unreachable(address: string, cause: unknown): BulkError {
  const reason = cause instanceof Error ? cause.message : String(cause)
  const remedy = /^(NOAUTH|WRONGPASS)/.test(reason)
    ? 'Set REDIS_URL with the right password, as in redis://user:password@host:6379.'
    : 'Start it, or set REDIS_URL to the right address.'
  return new BulkError(`Redis at ${address} cannot be used (${reason}). ${remedy}`)
}

function reportOutages(redis: Redis, address: string, report: (line: string) => void): void {
  let away = false
  redis.on('close', () => {
    if (away || redis.status === 'end') return
    away = true
    report(`Redis at ${address} is not reachable; waiting for it.`)
  })
  redis.on('ready', () => {
    if (away) report(`Redis at ${address} is reachable again.`)
    away = false
  })
}

function addressOf(url: string): string {
  if (!/^rediss?:\/\//.test(url) || !URL.canParse(url)) {
    throw new BulkError('REDIS_URL is not the URL of a Redis server. It looks like redis://user:password@host:6379.')
  }
  const { hostname, port, username, password } = new URL(url)
  if (!isPercentEncoded(username + password)) {
    throw new BulkError(
      'The user or password in REDIS_URL has a % that is not followed by two hex digits. Write it as %25.',
    )
  }
  return `${hostname === '' ? '127.0.0.1' : hostname}:${port === '' ? '6379' : port}`
}

function isPercentEncoded(text: string): boolean {
  try {
    decodeURIComponent(text)
    return true
  } catch {
    return false
  }
}
