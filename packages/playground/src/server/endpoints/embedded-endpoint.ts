import type { EndpointOptions } from '@azureml-endpoints/core'
import { type Fault, type RunningEndpointEmulator, startEndpointEmulator } from '@azureml-endpoints/endpoint-emulator'
import type { ApiType, SimulatedFault } from '../../contract/playground-contract.ts'

/** The emulated endpoint that runs inside the playground. */
export class EmbeddedEndpoint {
  readonly #emulator: RunningEndpointEmulator
  readonly #keys: readonly string[]
  #calls = 0

  private constructor(emulator: RunningEndpointEmulator, keys: readonly string[]) {
    this.#emulator = emulator
    this.#keys = keys
  }

  static async start(): Promise<EmbeddedEndpoint> {
    // Calls that run at the same time have different keys, by which the emulator finds the one that a fault is for.
    const key = Array.from({ length: 16 }, () => `playground-${crypto.randomUUID()}`)
    const replies = [
      { text: markdownSample, when: { text: /markdown/i }, times: Infinity },
      { pieces: countingSample, when: { text: /count to 300/i }, times: Infinity },
    ]
    const endpoints = [
      { name: 'huggingface', image: 'huggingface' as const, apiKey: key, pace: { delayMs: 10 }, replies },
    ]
    const emulator = await startEndpointEmulator({ apiKey: key, pace: { delayMs: 10 }, replies, endpoints })
    return new EmbeddedEndpoint(emulator, key)
  }

  /** Returns the address of a route for one call, and adds the simulated fault to its first request. */
  address(
    path: string,
    apiType: ApiType,
    simulatedFault: SimulatedFault,
  ): Pick<EndpointOptions, 'endpointUrl' | 'endpointApiType' | 'endpointApiKey'> {
    const key = this.#keys[this.#calls++ % this.#keys.length] ?? ''
    const fault = faults[simulatedFault]
    if (fault) this.#emulator.fail({ ...fault, when: { headers: { authorization: `Bearer ${key}` } } })
    return {
      endpointUrl: `${this.#emulator.url}${path}`,
      endpointApiType: apiType,
      endpointApiKey: simulatedFault === 'wrong-key' ? 'not-the-key-of-this-endpoint' : key,
    }
  }

  close(): Promise<void> {
    return this.#emulator.close()
  }
}

const faults: Readonly<Partial<Record<SimulatedFault, Fault>>> = {
  overloaded: { times: 1, status: 503, headers: { 'retry-after-ms': '1500' } },
  'model-error': { times: 1, modelStatus: 400 },
  'broken-stream': { times: 1, reset: { atByte: 2_000 } },
}

/** Long enough to test the Stop button. */
const countingSample = Array.from({ length: 300 }, (_, index) => `${index + 1} `)

const markdownSample = `## An emulated answer in Markdown

A sequence of **Collatz** halves even numbers and turns odd ones, \`n\`, into \`3n + 1\`:

| start | steps | highest |
| ----: | ----: | ------: |
|     6 |     8 |      16 |
|     7 |    16 |      52 |
|    27 |   111 |   9 232 |

1. Take any number above 0.
2. Apply the rule.
3. Nobody has seen it end anywhere but at 1.

\`\`\`ts
const next = (n: number) => (n % 2 === 0 ? n / 2 : 3 * n + 1)
\`\`\`
`
