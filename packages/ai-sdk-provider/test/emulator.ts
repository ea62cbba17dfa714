import type {
  EndpointEmulatorOptions,
  Fault,
  RecordedRequest,
  ScriptedReply,
} from '@azureml-endpoints/endpoint-emulator'
import { inject, onTestFinished } from 'vitest'
import { type AzureMLProvider, type AzureMLProviderSettings, createAzureML } from '../src/index.ts'

// Tests check warnings themselves.
globalThis.AI_SDK_LOG_WARNINGS = false

/** The key of every emulated endpoint. */
export const key = 'test-key-0123456789'

/** The route of each API type. */
export const routes = { serverless: '/v1/chat/completions', dedicated: '/score' } as const

/** An emulated endpoint that is closed after the test. It exchanges only JSON with the test, because it may run in another process. */
export interface Emulator {
  readonly url: string
  /** Creates a provider for one of its routes. */
  provider(route: string, settings?: AzureMLProviderSettings): AzureMLProvider
  reply(...replies: (string | ScriptedReply)[]): Promise<void>
  fail(...faults: Fault[]): Promise<void>
  requests(): Promise<readonly Sent[]>
  /** Returns the body of the latest request. */
  body(): Promise<Record<string, unknown>>
}

/** A request as it arrived. */
type Sent = Omit<RecordedRequest, 'body'> & { readonly body: Record<string, unknown> }

interface Remote {
  readonly url: string
  order(order: 'reply' | 'fail' | 'requests' | 'close', value?: unknown): Promise<unknown>
}

/** Starts an emulated endpoint. */
export async function emulate(options: EndpointEmulatorOptions = {}): Promise<Emulator> {
  const emulators = inject('emulators')
  const { url, order } = emulators === undefined ? await here(options) : await elsewhere(emulators, options)
  onTestFinished(async () => void (await order('close')))
  const requests = async (): Promise<readonly Sent[]> => (await order('requests')) as Sent[]
  return {
    url,
    provider: (route, settings) => createAzureML({ endpointUrl: url + route, endpointApiKey: key, ...settings }),
    reply: async (...replies) => void (await order('reply', replies)),
    fail: async (...faults) => void (await order('fail', faults)),
    requests,
    body: async () => (await requests()).at(-1)?.body ?? {},
  }
}

async function here(options: EndpointEmulatorOptions): Promise<Remote> {
  const { startEndpointEmulator } = await import('@azureml-endpoints/endpoint-emulator')
  const emulator = await startEndpointEmulator({ apiKey: key, ...options })
  return {
    url: emulator.url,
    async order(order, value) {
      if (order === 'reply') emulator.reply(value as ScriptedReply[])
      if (order === 'fail') emulator.fail(value as Fault[])
      if (order === 'close') await emulator.close()
      return order === 'requests' ? emulator.requests : undefined
    },
  }
}

async function elsewhere(emulators: string, options: EndpointEmulatorOptions): Promise<Remote> {
  const tell = async (body: unknown): Promise<unknown> =>
    (await fetch(emulators, { method: 'POST', body: JSON.stringify(body) })).json()
  const { url, number } = (await tell({ order: 'start', value: { apiKey: key, ...options } })) as {
    url: string
    number: number
  }
  return { url, order: (order, value) => tell({ order, number, value }) }
}
