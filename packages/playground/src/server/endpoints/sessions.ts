import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import type { OwnEndpoint } from '../../contract/playground-contract.ts'

/** What the server keeps for one browser session, in memory only. */
export interface Session {
  endpoint?: (OwnEndpoint & { readonly key: string }) | undefined
}

/** The sessions of a server, identified by a cookie that scripts cannot read. */
export class Sessions {
  readonly #cookie: string
  readonly #first: Session['endpoint']
  readonly #sessions = new Map<string, Session>()

  /**
   * @param name distinguishes servers on one host, which share their cookies.
   * @param first is the initial endpoint of a session.
   */
  constructor(name: string, first?: Session['endpoint']) {
    this.#cookie = `azureml-playground-${name}`
    this.#first = first
  }

  /** Returns the session of a request, or starts one. */
  of(context: Context): Session {
    const id = getCookie(context, this.#cookie)
    const known = id === undefined ? undefined : this.#sessions.get(id)
    return known ?? this.#open(context)
  }

  #open(context: Context): Session {
    const id = crypto.randomUUID()
    const session: Session = { endpoint: this.#first }
    this.#sessions.set(id, session)
    for (const oldest of this.#sessions.keys()) {
      if (this.#sessions.size <= 100) break
      this.#sessions.delete(oldest)
    }
    setCookie(context, this.#cookie, id, { httpOnly: true, sameSite: 'Strict', path: '/' })
    return session
  }
}
