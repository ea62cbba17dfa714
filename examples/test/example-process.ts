// The process in which all examples run, one after the other: what they import is loaded once.
import { registerHooks } from 'node:module'

/** One example to run. */
export interface Order {
  readonly url: string
  readonly env: Readonly<Record<string, string>>
}

/** What came of it. */
export interface Report {
  readonly stdout: string
  readonly stderr: string
  /** The trace, where it failed. */
  readonly error?: string
}

// A reader fills in the placeholders of an endpoint. Here a managed endpoint is the emulator itself, and a Foundry resource
// keeps its name, which decides where the client puts the deployment; only the connection goes to the emulator.
registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context)
    if (!/\/examples\/([\w-]+\/)+[\w-]+\.ts/.test(url) || !loaded.source) return loaded
    const source = typeof loaded.source === 'string' ? loaded.source : new TextDecoder().decode(loaded.source)
    const emulator = process.env['EMULATOR_URL'] ?? ''
    return {
      ...loaded,
      source: source
        .replaceAll(/https:\/\/(<your-endpoint>\.<your_region>|my-endpoint\.eastus2)\.[a-z.]+/g, emulator)
        .replaceAll('https://<your-resource>.', 'https://my-resource.'),
    }
  },
})

const { fetch } = globalThis
globalThis.fetch = (input, init) => {
  const isFoundry = typeof input === 'string' || input instanceof URL
  const url = isFoundry
    ? String(input).replace(/^https:\/\/my-resource\.[a-z.]+/, process.env['EMULATOR_URL'] ?? '')
    : input
  return fetch(url, init)
}

process.on('message', (order: Order) => void run(order).then((report) => process.send?.(report)))

async function run({ url, env }: Order): Promise<Report> {
  process.env = { PATH: process.env['PATH'], AI_SDK_LOG_WARNINGS: 'false', ...env }
  const written = { stdout: '', stderr: '' }
  const restore = (['stdout', 'stderr'] as const).map((name) => {
    const { write } = process[name]
    process[name].write = (text: string | Uint8Array) => {
      written[name] += typeof text === 'string' ? text : new TextDecoder().decode(text)
      return true
    }
    return () => void (process[name].write = write)
  })
  try {
    await import(url)
    return written
  } catch (error) {
    return { ...written, error: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  } finally {
    for (const undo of restore) undo()
  }
}
