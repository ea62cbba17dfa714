import { spawn } from 'node:child_process'

/** A playground in its own process. */
export interface PlaygroundProcess extends AsyncDisposable {
  readonly url: string
  /** Its output so far. */
  readonly log: () => string
  /** Ends it by a signal, and returns its exit code. */
  readonly end: (signal: NodeJS.Signals) => Promise<number | null>
}

/** Starts `pnpm playground`, on a free port unless other words are given for it. */
export function startPlaygroundProcess(
  environment: NodeJS.ProcessEnv = {},
  words: readonly string[] = [],
  port: readonly string[] = ['--port', '0'],
): Promise<PlaygroundProcess> {
  return start('development/command.ts', environment, [...port, ...words])
}

/** Starts the same command on a free port, but without the page, which takes seconds to build. */
export function startWithoutPage(
  environment: NodeJS.ProcessEnv = {},
  words: readonly string[] = [],
): Promise<PlaygroundProcess> {
  return start('test/command-without-page.ts', environment, ['--port', '0', ...words])
}

async function start(
  program: string,
  environment: NodeJS.ProcessEnv,
  words: readonly string[],
): Promise<PlaygroundProcess> {
  const command = ['--conditions=@azureml-endpoints/source', program, ...words]
  // Under the test runner's own value, the page would contain React's slower development build, which no user gets.
  const env = { ...process.env, NODE_ENV: 'production', ...environment }
  const child = spawn(process.execPath, command, { cwd: new URL('..', import.meta.url), stdio: 'pipe', env })
  let log = ''
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  const url = await new Promise<string>((resolve, reject) => {
    const listen = (piece: Buffer): void => {
      log += piece.toString()
      const found = /The playground is running at (\S+)/.exec(log)?.[1]
      if (found !== undefined) resolve(found)
    }
    child.stdout.on('data', listen)
    child.stderr.on('data', listen)
    void ended.then(() => reject(new Error(`The playground exited: ${log}`)))
  })
  const end = (signal: NodeJS.Signals): Promise<number | null> => {
    child.kill(signal)
    return ended
  }
  const dispose = async (): Promise<void> => void (await end('SIGTERM'))
  return { url, log: () => log, end, [Symbol.asyncDispose]: dispose }
}
