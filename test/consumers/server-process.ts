import { spawn } from 'node:child_process'

/** A server in its own process. */
export interface ServerProcess {
  readonly url: string
  /** Its output so far. */
  readonly log: () => string
  /** Ends it by a signal, and returns its exit code. */
  readonly end: (signal: NodeJS.Signals) => Promise<number | null>
}

/** How a server is started. */
export interface ServerCommand {
  readonly executable: string
  readonly words: readonly string[]
  readonly cwd: string
  readonly env: NodeJS.ProcessEnv
}

/** Starts a server, and waits until it prints its URL: the first group of `printed`. */
export async function startServer(
  { executable, words, cwd, env }: ServerCommand,
  printed: RegExp,
): Promise<ServerProcess> {
  const child = spawn(executable, words, { cwd, env, stdio: 'pipe' })
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  let log = ''
  const url = await new Promise<string>((resolve, reject) => {
    const listen = (piece: Buffer): void => {
      log += piece.toString()
      const found = printed.exec(log)?.[1]
      if (found !== undefined) resolve(found)
    }
    child.stdout.on('data', listen)
    child.stderr.on('data', listen)
    void ended.then(() => reject(new Error(`The server exited: ${log}`)))
  })
  const end = (signal: NodeJS.Signals): Promise<number | null> => {
    child.kill(signal)
    return ended
  }
  return { url, log: () => log, end }
}
