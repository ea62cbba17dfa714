import type { EndpointOptions } from '@azureml-endpoints/core'
import { type Fault, type RunningEndpointEmulator, startEndpointEmulator } from '@azureml-endpoints/endpoint-emulator'
import type { ApiType, Mishap } from '../../contract/playground-contract.ts'

/** The endpoint that the playground brings along. */
export class EmbeddedEndpoint {
  readonly #emulator: RunningEndpointEmulator
  readonly #key: string

  private constructor(emulator: RunningEndpointEmulator, key: string) {
    this.#emulator = emulator
    this.#key = key
  }

  static async start(): Promise<EmbeddedEndpoint> {
    const key = `playground-${crypto.randomUUID()}`
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

  /** Says where it is, and makes it fail the next request if it is to. */
  address(
    path: string,
    apiType: ApiType,
    mishap: Mishap,
  ): Pick<EndpointOptions, 'endpointUrl' | 'endpointApiType' | 'endpointApiKey'> {
    const fault = faults[mishap]
    if (fault) this.#emulator.fail(fault)
    return {
      endpointUrl: `${this.#emulator.url}${path}`,
      endpointApiType: apiType,
      endpointApiKey: mishap === 'wrong-key' ? 'not-the-key-of-this-endpoint' : this.#key,
    }
  }

  close(): Promise<void> {
    return this.#emulator.close()
  }
}

const faults: Readonly<Partial<Record<Mishap, Fault>>> = {
  overloaded: { times: 1, status: 503, headers: { 'retry-after-ms': '600' } },
  'model-error': { times: 1, modelStatus: 400 },
  'broken-stream': { times: 1, reset: { atByte: 2_000 } },
}

/** Long enough to be stopped. */
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
