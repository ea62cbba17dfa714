import { escapeLine } from '@azureml-endpoints/endpoint-emulator'
import type { PageFile } from '../server/page-files.ts'
import type { RunningPlayground } from '../server/start-playground.ts'
import { type CommandOptions, createCommand, defaultPort } from './command-options.ts'
import { initialEndpoint } from './initial-endpoint.ts'
import { openBrowser } from './open-browser.ts'

/** Runs the command with a page. Prints an error and sets the exit code if the playground cannot start. */
export async function runCommand(
  version: string,
  loadPage: () => Promise<ReadonlyMap<string, PageFile>>,
): Promise<void> {
  try {
    const options = createCommand(version).parse().opts<CommandOptions>()
    const endpoint = initialEndpoint(options)
    // Loaded late, so that --help and wrong options are answered at once.
    const [page, { startPlayground }] = await Promise.all([loadPage(), import('../server/start-playground.ts')])
    const start = (port: number): Promise<RunningPlayground> =>
      startPlayground({ port, host: options.host, endpoint, page })
    const playground = await (options.port === undefined ? startOnDefaultPort(start) : start(options.port))
    process.stdout.write(announcement(playground, endpoint !== undefined && endpoint.key === undefined))
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void playground.close().then(exit))
    if (options.open) openBrowser(playground.url)
  } catch (error) {
    process.stderr.write(`${escapeLine(error instanceof Error ? error.message : String(error))}\n`)
    process.exitCode = 1
  }
}

/**
 * Lets the process end by itself: Node can hang in `process.exit()` while code is being compiled
 * (nodejs/node#54918). Calls it only if a connection still keeps the process running after a second.
 */
function exit(): void {
  setTimeout(() => process.exit(), 1_000).unref()
}

async function startOnDefaultPort(start: (port: number) => Promise<RunningPlayground>): Promise<RunningPlayground> {
  try {
    return await start(defaultPort)
  } catch (error) {
    const { cause } = error as { readonly cause?: NodeJS.ErrnoException }
    if (cause?.code === 'EADDRINUSE') return start(0)
    throw error
  }
}

function announcement({ url, loopback }: RunningPlayground, needsKey: boolean): string {
  const lines = [
    `The playground is running at ${url} (press Ctrl+C to stop).`,
    ...(needsKey ? ['AZUREML_ENDPOINT_API_KEY is not set. Enter the key of the endpoint in the page.'] : []),
    ...(loopback ? [] : ['It is open to the network: anyone who can reach it can use its endpoints.']),
  ]
  return lines.map((line) => `${line}\n`).join('')
}
