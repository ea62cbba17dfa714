import type { Fault } from '../script/fault.ts'
import { FaultScript } from '../script/fault-script.ts'
import type { EmulatedDeployment, EmulatedEndpoint, EmulatedModel, EndpointAuth } from '../options/options.ts'
import { IssuedCredentials } from './issued-credentials.ts'
import { randomFaultSource } from '../script/random-faults.ts'
import { seededRandom } from '../random/seeded-random.ts'
import type { RecordedRequest } from '../http/recorded-request.ts'
import { ReplyScript } from '../script/reply-script.ts'

/** A running endpoint: its options and its state. */
export class Endpoint {
  readonly name: string | undefined
  readonly options: EmulatedEndpoint
  /** The keys and tokens that the control plane issues. */
  readonly issued: IssuedCredentials
  readonly replies: ReplyScript
  readonly faults: FaultScript
  /** The number of requests in progress. */
  inFlight = 0
  readonly #deployments = new Map<string, Deployment>()
  readonly #random = seededRandom(7)
  readonly #roll: (() => Fault | undefined) | undefined
  #second = { start: 0, count: 0 }

  constructor(name: string | undefined, options: EmulatedEndpoint) {
    this.name = name
    this.options = options
    this.issued = new IssuedCredentials(options.auth ?? { accept: options.apiKey })
    this.replies = new ReplyScript(options.replies)
    this.faults = new FaultScript(typeof options.faults === 'function' ? [] : options.faults)
    this.#roll = options.randomFaults && randomFaultSource(options.randomFaults)
    for (const one of options.deployments ?? []) this.#deployments.set(one.name, new Deployment(one, options))
  }

  /** Who may call the endpoint now. */
  get auth(): EndpointAuth {
    return this.issued.auth
  }

  /** The deployments, in the order of the options; one called `default` if the options list none. */
  get deployments(): readonly Deployment[] {
    const only = this.options.deployments === undefined ? this.deployment('default') : undefined
    return only === undefined ? [...this.#deployments.values()] : [only]
  }

  /** The share of each deployment in requests that name none; equal shares if no deployment has its own. */
  get traffic(): ReadonlyMap<string, number> {
    const all = this.deployments
    const shared = all.some(({ options }) => options.traffic !== undefined)
    return new Map(all.map(({ name, options }) => [name, options.traffic ?? (shared ? 0 : 1)]))
  }

  /** Finds a deployment by name; creates it if the options list no deployments. */
  deployment(name: string): Deployment | undefined {
    if (this.options.deployments) return this.#deployments.get(name)
    const known = this.#deployments.get(name)
    if (known) return known
    const made = new Deployment({ name }, this.options)
    if (this.#deployments.size < 1_000) this.#deployments.set(name, made)
    return made
  }

  /** Chooses a deployment by the traffic rules; `undefined` if none has traffic. */
  deploymentByTraffic(): Deployment | undefined {
    if (!this.options.deployments) return this.deployment('default')
    const { traffic } = this
    let at = this.#random() * [...traffic.values()].reduce((sum, weight) => sum + weight, 0)
    return this.deployments.find(({ name }) => (at -= traffic.get(name) ?? 0) < 0)
  }

  /** Takes the fault to apply to a request, if any. */
  takeFault(request: RecordedRequest): Fault | undefined {
    const { faults } = this.options
    return (typeof faults === 'function' ? faults(request) : undefined) ?? this.faults.take(request) ?? this.#roll?.()
  }

  /** Counts a request against the rate limit; returns false if the limit is exceeded. */
  countRequest(): boolean {
    const now = Date.now()
    if (now - this.#second.start >= 1_000) this.#second = { start: now, count: 0 }
    this.#second.count += 1
    return this.#second.count <= (this.options.requestsPerSecond ?? Infinity)
  }

  /** Whether more requests are in progress than the instances and their queues hold. */
  get overloaded(): boolean {
    const { maxConcurrentRequestsPerInstance: each, instanceCount = 1 } = this.options
    return each !== undefined && this.inFlight > 2 * each * instanceCount
  }
}

/** A running deployment: its own options override the endpoint's. */
export class Deployment {
  readonly name: string
  readonly options: EmulatedDeployment
  readonly model: EmulatedModel
  readonly replies: ReplyScript

  constructor(options: EmulatedDeployment, endpoint: EmulatedEndpoint) {
    this.name = options.name
    this.options = options
    this.model = { ...endpoint, ...options, replies: undefined }
    this.replies = new ReplyScript(options.replies)
  }
}
