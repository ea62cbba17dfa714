import type { EndpointOptions } from '@azureml-endpoints/core'
import { nodeFetch } from '@azureml-endpoints/node-transport'
import { aiSdkClient } from './ai-sdk-client.ts'
import type { Client, ClientCall, Operation, Outcome } from './client-call.ts'
import { coreClient } from './core-client.ts'
import { examine, type Examination } from './examine.ts'
import { formatters } from './formatters.ts'
import type { HostileCase } from '../hostile-case.ts'
import { langChainClient } from './langchain-client.ts'
import { measured, type Measurement } from './measured.ts'
import { type SecretKind, secretKind, secretOf } from '../search/secret-kinds.ts'
import { watchProcess } from './watch-process.ts'

/** The three clients. */
const clients = { core: coreClient, langchain: langChainClient, 'ai-sdk': aiSdkClient } satisfies Record<string, Client>
/** The two transports. */
const transports = { fetch: undefined, nodeFetch } as const

/** One run of a case. */
export interface Assignment {
  readonly run: number
  /** The name of the case. */
  readonly tried: string
  readonly client: keyof typeof clients
  readonly transport: keyof typeof transports
  readonly operation: Operation
  /** Where the server answers this run. */
  readonly origin: string
}

/** What the process that made a call says about it. */
export interface RunReport extends Examination, Measurement {}

/** Milliseconds that a client waits for a first or a next byte; whatever is slow ends by them. */
const patience = 250
/** Milliseconds after which the caller has had enough. */
const callerPatience = 1500

/** Makes the calls of one run, and looks at everything that came of them. */
export async function runCase(assignment: Assignment, tried: HostileCase): Promise<RunReport> {
  const { setup = {}, allowance = {} } = tried
  const secret = secretOf(assignment.run)
  const kind = secretKind(setup.secret ?? 'key')
  const hooks: unknown[] = []
  const delays: number[] = []
  const options = optionsOf(assignment, tried, { secret, kind })
  const call: Omit<ClientCall, 'signal'> = {
    operation: assignment.operation,
    headers: kind.headers?.(secret),
    tools: setup.formatter === undefined && setup.apiType === undefined,
    // Without listeners LangChain's stream takes another way.
    listened: assignment.transport === 'fetch' || assignment.operation !== 'stream',
  }
  const watch = watchProcess()
  const client = clients[assignment.client]({
    ...options,
    onRequest: (event) => void hooks.push(event),
    onResponse: (event) => void hooks.push(event),
    onRetry: (event) => {
      hooks.push(event)
      delays.push(event.delayMs)
    },
  })
  const { results, measurement } = await measured<Outcome>(allowance.heapGrowth !== undefined, () =>
    Promise.all(
      Array.from({ length: setup.calls ?? 1 }, () =>
        client({ ...call, signal: AbortSignal.timeout(setup.patience ?? callerPatience) }),
      ),
    ),
  )
  const process = await watch.stop()
  return { ...examine({ assignment, tried, secret, results, hooks, delays, process }), ...measurement }
}

interface Told {
  readonly secret: string
  readonly kind: SecretKind
}

function optionsOf(
  { origin, transport, operation }: Assignment,
  { setup = {} }: HostileCase,
  { secret, kind }: Told,
): EndpointOptions {
  const query = new URLSearchParams(kind.query?.(secret)).toString()
  const path =
    operation === 'embed' ? '/v1/embeddings' : setup.apiType === 'dedicated' ? '/score' : '/v1/chat/completions'
  return {
    endpointUrl: `${origin}${path}${query && `?${query}`}`,
    contentFormatter: formatters[setup.formatter ?? 'openai'],
    timeout: patience,
    idleTimeout: patience,
    maxRetries: setup.maxRetries ?? 0,
    fetch: transports[transport],
    ...kind.options?.(secret),
    ...(!isAuthorized(kind, secret) && { endpointApiKey: 'another-key-of-no-interest' }),
  }
}

function isAuthorized(kind: SecretKind, secret: string): boolean {
  const options = kind.options?.(secret)
  return options?.endpointApiKey !== undefined || options?.credential !== undefined
}
