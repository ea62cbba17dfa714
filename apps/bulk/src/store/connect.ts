import { Redis } from 'ioredis'
import { BulkError } from '../errors/bulk-error.ts'
import { isRefusal } from './outage.ts'

/** A connection to Redis or Valkey that survives outages once it is established. */
export interface Connection {
  readonly redis: Redis
  /** Host and port, without the password. */
  readonly address: string
}

/**
 * Connects to Redis. The first connection has to succeed; after that, commands wait while Redis is down or accepts none.
 * @throws BulkError if Redis does not answer
 */
export async function connect(url: string, report: (line: string) => void = () => {}): Promise<Connection> {
  const address = addressOf(url)
  const outages = new OutageReports(address, report)
  let connected = false
  const redis = new Redis(url, {
    lazyConnect: true,
    maxRetriesPerRequest: null,
    connectTimeout: 5_000,
    retryStrategy: (times) => {
      if (!connected) return null
      return outages.isRefusing ? 1_000 : Math.min(times * 100, 2_000)
    },
    // 2 sends the command again once there is a new connection; after a failover, that is one to another server.
    reconnectOnError: ({ message }) => {
      if (!connected || !isRefusal(message)) return false
      outages.refused(message)
      return 2
    },
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
  outages.follow(redis)
  return { redis, address }
}

function unreachable(address: string, cause: unknown): BulkError {
  const reason = cause instanceof Error ? cause.message : String(cause)
  const remedy = /^(NOAUTH|WRONGPASS)/.test(reason)
    ? 'Set REDIS_URL with the right password, as in redis://user:password@host:6379.'
    : 'Start it, or set REDIS_URL to the right address.'
  return new BulkError(`Redis at ${address} cannot be used (${reason}). ${remedy}`)
}

/** Reports each outage of Redis once. */
class OutageReports {
  readonly #address: string
  readonly #report: (line: string) => void
  #isAway = false
  #refusedAt = Number.NEGATIVE_INFINITY

  constructor(address: string, report: (line: string) => void) {
    this.#address = address
    this.#report = report
  }

  /** Whether Redis accepted no commands lately. Then each new connection soon ends too. */
  get isRefusing(): boolean {
    return performance.now() - this.#refusedAt < 30_000
  }

  /** Reports that Redis accepts no commands at the moment. */
  refused(reply: string): void {
    if (!this.isRefusing)
      this.#report(`Redis at ${this.#address} answers "${reply}"; waiting until it accepts commands.`)
    this.#refusedAt = performance.now()
  }

  /** Reports when the connection is lost, and when it is back. */
  follow(redis: Redis): void {
    redis.on('close', () => {
      if (this.#isAway || this.isRefusing || redis.status === 'end') return
      this.#isAway = true
      this.#report(`Redis at ${this.#address} is not reachable; waiting for it.`)
    })
    redis.on('ready', () => {
      if (this.#isAway) this.#report(`Redis at ${this.#address} is reachable again.`)
      this.#isAway = false
    })
  }
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
