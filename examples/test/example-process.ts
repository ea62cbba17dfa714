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

// A reader fills in the placeholders of an endpoint; here it is the emulator.
registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context)
    if (!/\/examples\/[\w-]+\/[\w-]+\.ts/.test(url) || !loaded.source) return loaded
    const source = typeof loaded.source === 'string' ? loaded.source : new TextDecoder().decode(loaded.source)
    const emulator = process.env['EMULATOR_URL'] ?? ''
    return {
      ...loaded,
      source: source.replaceAll(
        /https:\/\/(<your-endpoint>\.<your_region>|my-endpoint\.eastus2|<your-resource>)\.[a-z.]+/g,
        emulator,
      ),
    }
  },
})

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
