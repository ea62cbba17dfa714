import type { Failure, Outcome, PlaygroundSettings, WireEvent } from '../../contract/playground-contract.ts'

/** One message sent from this page, and everything that happened on the wire for it. */
export interface Call {
  readonly id: string
  readonly question: string
  /** When it began, in milliseconds since 1970. */
  readonly startedAt: number
  readonly settings: PlaygroundSettings
  readonly events: readonly WireEvent[]
  readonly failure?: Failure | undefined
  /** How it ended; absent while it runs. */
  readonly outcome?: Outcome | undefined
}

/** One request of a call, with its response. */
export interface Exchange {
  readonly request: WireEvent & { readonly kind: 'request' }
  readonly response?: (WireEvent & { readonly kind: 'response' }) | undefined
  readonly received: readonly (WireEvent & { readonly kind: 'received' })[]
  readonly parsed: readonly (WireEvent & { readonly kind: 'parsed' })[]
}

/** Groups the events of a call by request. */
export function exchangesOf({ events }: Call): Exchange[] {
  const exchanges: Draft[] = []
  for (const event of events) {
    if (event.kind === 'request') exchanges.push({ request: event, received: [], parsed: [] })
    const current = exchanges.at(-1)
    if (!current) continue
    if (event.kind === 'response') current.response = event
    if (event.kind === 'received') current.received.push(event)
    if (event.kind === 'parsed') current.parsed.push(event)
  }
  return exchanges
}

interface Draft extends Pick<Exchange, 'request'> {
  response?: Exchange['response']
  readonly received: Exchange['received'][number][]
  readonly parsed: Exchange['parsed'][number][]
}
