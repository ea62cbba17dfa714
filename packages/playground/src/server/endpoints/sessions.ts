import type { EndpointOptions } from '@azureml-endpoints/core'
import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import type { ConnectedEndpoint, OwnEndpoint } from '../../contract/playground-contract.ts'

/** An endpoint of a session, with its key. */
export interface KeyedEndpoint extends ConnectedEndpoint {
  /** The key, to send and to redact; empty if a credential gives tokens instead. */
  readonly key: string
  /** How to get keys or tokens that expire. @default the key */
  readonly access?: Pick<EndpointOptions, 'endpointApiKey' | 'credential' | 'allowInsecureHttp'> | undefined
}

/** The endpoint that sessions start with; without a key, the page asks for it. */
export interface InitialEndpoint extends OwnEndpoint {
  /** The endpoint's key; it never leaves the server. */
  readonly key?: string | undefined
}

/** What the server keeps for one browser session, in memory only. */
export class Session {
  /** The endpoints that were entered, the current one first. */
  endpoints: readonly KeyedEndpoint[] = []
  /** An endpoint that only lacks its key. */
  readonly proposal: OwnEndpoint | undefined

  constructor(initial?: InitialEndpoint) {
    if (initial?.key !== undefined) this.connect({ ...initial, key: initial.key })
    else this.proposal = initial
  }

  /** Returns an endpoint by its id, or the current one. */
  find(id?: string): KeyedEndpoint | undefined {
    return id === undefined ? this.endpoints[0] : this.endpoints.find((one) => one.id === id)
  }

  /** Makes an endpoint the current one. It replaces the entry for the same URL and deployment. */
  connect(endpoint: Omit<KeyedEndpoint, 'id'>): void {
    const { url, deploymentName } = endpoint
    const isSame = (one: KeyedEndpoint): boolean => one.url === url && one.deploymentName === deploymentName
    const id = this.endpoints.find(isSame)?.id ?? crypto.randomUUID()
    const others = this.endpoints.filter((one) => one.id !== id)
    this.endpoints = [{ ...endpoint, id }, ...others].slice(0, mostEndpoints)
  }

  /** Removes an endpoint and its key: the current one, or the one with this id. */
  disconnect(id: string | undefined = this.endpoints[0]?.id): void {
    this.endpoints = this.endpoints.filter((one) => one.id !== id)
  }
}

/** Limits what one session keeps. */
const mostEndpoints = 10

/** The sessions of a server, identified by a cookie that scripts cannot read. */
export class Sessions {
  readonly #cookie: string
  readonly #initial: InitialEndpoint | undefined
  readonly #sessions = new Map<string, Session>()

  /**
   * @param name distinguishes servers on one host, which share their cookies.
   * @param initial is the endpoint that each session starts with.
   */
  constructor(name: string, initial?: InitialEndpoint) {
    this.#cookie = `azureml-playground-${name}`
    this.#initial = initial
  }

  /** Returns the session of a request, or starts one. */
  of(context: Context): Session {
    const id = getCookie(context, this.#cookie)
    const known = id === undefined ? undefined : this.#sessions.get(id)
    return known ?? this.#open(context)
  }

  #open(context: Context): Session {
    const id = crypto.randomUUID()
    const session = new Session(this.#initial)
    this.#sessions.set(id, session)
    for (const oldest of this.#sessions.keys()) {
      if (this.#sessions.size <= 100) break
      this.#sessions.delete(oldest)
    }
    setCookie(context, this.#cookie, id, { httpOnly: true, sameSite: 'Strict', path: '/' })
    return session
  }
}
