import { spawn } from 'node:child_process'

/** A playground in its own process. */
export interface PlaygroundProcess extends AsyncDisposable {
  readonly url: string
  /** Its output so far. */
  readonly log: () => string
}

/** Starts `pnpm playground` on a free port. */
export async function startPlaygroundProcess(
  environment: NodeJS.ProcessEnv = {},
  words: readonly string[] = [],
): Promise<PlaygroundProcess> {
  const command = ['--conditions=@azureml-endpoints/source', 'src/command.ts', '--port', '0', ...words]
  const env = { ...process.env, ...environment }
  const child = spawn(process.execPath, command, { cwd: new URL('..', import.meta.url), stdio: 'pipe', env })
  let log = ''
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
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
  const dispose = async (): Promise<void> => {
    child.kill('SIGTERM')
    await ended
  }
  return { url, log: () => log, [Symbol.asyncDispose]: dispose }
}
