import { setMaxListeners } from 'node:events'
import { EndpointError } from '@azureml-endpoints/core'
import { type Job, UnrecoverableError, WaitingError, Worker } from 'bullmq'
import type { EndpointClients } from '../endpoint/endpoint-clients.ts'
import type { Call } from '../items/item.ts'
import type { SharedRate } from '../rate/shared-rate.ts'
import { waitFromHeaders } from '../rate/rate-headers.ts'
import { type StoredResult, toStoredError, toStoredResponse } from '../results/stored-result.ts'
import { dispositionOf } from './disposition.ts'
import type { Tally } from './tally.ts'

/** A job of BullMQ that holds an item. */
export type ItemJob = Job<Call, StoredResult>

/**
 * An attempt that failed and may succeed later. Its message is the JSON of a result, which is stored if it was the last attempt.
 */
export class FailedAttempt extends Error {
  override name = 'FailedAttempt'
  /** Milliseconds to wait, as the endpoint asked. */
  readonly retryAfterMs: number | undefined

  constructor(result: StoredResult, retryAfterMs: number | undefined) {
    super(JSON.stringify(result))
    this.retryAfterMs = retryAfterMs
  }
}

/** What a processor needs. */
export interface ProcessorParts {
  readonly clients: EndpointClients
  readonly rate: SharedRate
  readonly tally: Tally
  /** Writes a line for the user. */
  readonly report: (line: string) => void
}

/** Makes the calls of items, and reports each outcome to BullMQ. */
export class ItemProcessor {
  /** How many calls are in flight. */
  inFlight = 0
  /** Why no item can succeed, once the endpoint has refused too many calls in a row. */
  refusal: string | undefined
  readonly #parts: ProcessorParts
  #abort = newAbort()
  #takesItems = true
  #refusals = 0
  #awayAt = 0

  constructor(parts: ProcessorParts) {
    this.#parts = parts
  }

  /** Aborts the calls in flight and returns their items, and all later ones, to the queue until `resume`. */
  giveBackAll(): void {
    this.#abort.abort()
  }

  /**
   * From now on, returns every item to the queue that is not in flight yet: a paused worker of BullMQ still hands out the item
   * for which it was waiting.
   */
  takeNoMore(): void {
    this.#takesItems = false
  }

  /** Whether items are returned to the queue. */
  get isGivingBack(): boolean {
    return this.#abort.signal.aborted
  }

  /** Lets items be processed again, unless no item can succeed or no more are taken. */
  resume(): void {
    if (this.isGivingBack && this.refusal === undefined && this.#takesItems) this.#abort = newAbort()
  }

  /** Processes an item. BullMQ moves the item according to what this returns or throws. */
  async process(job: ItemJob, token: string | undefined): Promise<StoredResult> {
    const { signal } = this.#abort
    if (signal.aborted || !this.#takesItems) return giveBack(job, token)
    this.inFlight += 1
    try {
      return await this.#call(job, signal)
    } catch (error) {
      // The endpoint may have answered just before the abort; a refusal says nothing about this item.
      const answered = EndpointError.isInstance(error) && this.refusal === undefined
      if (signal.aborted && !answered) return await giveBack(job, token)
      return await this.#fail(job, error)
    } finally {
      this.inFlight -= 1
    }
  }

  async #call(job: ItemJob, signal: AbortSignal): Promise<StoredResult> {
    const { clients, tally, rate } = this.#parts
    tally.add('asked')
    const answer = await clients.call(job.data, signal)
    this.#refusals = 0
    const wait = waitFromHeaders(answer.headers, Date.now())
    if (wait !== undefined) await rate.waitFor(wait)
    const response = toStoredResponse(answer)
    tally.addUsage(response.usage)
    return { response, error: null, attempts: job.attemptsMade + 1 }
  }

  async #endpointBusy({ retryAfterMs, headers }: EndpointError): Promise<void> {
    this.#parts.tally.add('limited')
    await this.#parts.rate.refused({ waitMs: retryAfterMs, isOrder: waitHeaders.some((name) => headers?.has(name)) })
  }

  async #endpointAway({ message }: EndpointError): Promise<void> {
    const { rate, report, tally } = this.#parts
    tally.add('asked', -1)
    // Once for each outage: later attempts fail within the half minute.
    if (Date.now() - this.#awayAt > 30_000) report(`${message} Waiting for it.`)
    this.#awayAt = Date.now()
    await rate.waitFor(awayWaitMs)
  }

  async #fail(job: ItemJob, error: unknown): Promise<never> {
    const { tally, rate } = this.#parts
    const disposition = dispositionOf(error)
    const retryAfterMs = EndpointError.isInstance(error) ? error.retryAfterMs : undefined
    if (disposition === 'busy' || disposition === 'away') {
      if (disposition === 'away') await this.#endpointAway(error as EndpointError)
      else await this.#endpointBusy(error as EndpointError)
      // Returns the item to the queue without counting an attempt.
      throw Worker.RateLimitError()
    }
    const result = { response: null, error: toStoredError(error), attempts: job.attemptsMade + 1 }
    if (disposition === 'retry') {
      tally.add('retried')
      if (retryAfterMs !== undefined) await rate.waitFor(retryAfterMs)
      throw new FailedAttempt(result, retryAfterMs)
    }
    this.#refusals = disposition === 'refuse' ? this.#refusals + 1 : 0
    if (this.#refusals === mostRefusals) {
      this.refusal = result.error.message
      this.giveBackAll()
    }
    throw new UnrecoverableError(JSON.stringify(result))
  }
}

const waitHeaders = ['retry-after', 'retry-after-ms', 'x-ms-retry-after-ms']
/** The number of rejections in a row, without an answer between them, that stops a worker. */
export const mostRefusals = 10
/** Milliseconds between attempts to reach an endpoint without a connection. */
const awayWaitMs = 2_000

async function giveBack(job: ItemJob, token: string | undefined): Promise<never> {
  await job.moveToWait(token)
  throw new WaitingError()
}

function newAbort(): AbortController {
  const controller = new AbortController()
  // Each call in flight listens.
  setMaxListeners(0, controller.signal)
  return controller
}
