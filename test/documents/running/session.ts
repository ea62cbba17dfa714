import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { createConnection } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { untilStopped } from './plan.ts'

/** A command that runs until it is stopped. */
export interface RunningCommand {
  /** What it has printed so far. */
  readonly stdout: () => string
  /** Interrupts it, as Ctrl+C does. */
  readonly stop: () => Promise<void>
}

/** A terminal: commands run one after the other, and keep variables and the folder that they change to. */
export class Session {
  readonly #env: NodeJS.ProcessEnv
  readonly #variables: string
  readonly #folder: string

  /** `folder` holds what is kept from one command to the next. */
  constructor(folder: string, env: NodeJS.ProcessEnv) {
    this.#env = env
    this.#variables = join(folder, 'variables')
    this.#folder = join(folder, 'folder')
  }

  /** The folder in which the last command ended. */
  get folder(): string {
    return readFileSync(this.#folder, 'utf8').trim()
  }

  /** Runs a command in a folder; returns what it prints. Rejects if it fails. */
  async run(command: string, folder: string): Promise<string> {
    const shell = this.#spawn(command, folder)
    const timer = setTimeout(() => kill(shell.child, 'SIGKILL'), longest)
    const [code] = (await once(shell.child, 'close')) as [number | null]
    clearTimeout(timer)
    if (code === 0) return shell.stdout()
    const how = code === null ? `does not end. If it is a server, write <!-- ${untilStopped} -->` : `ends with ${code}`
    throw new Error(`${command}\n${how}:\n${shell.printed()}`)
  }

  /** Starts a server; waits until it prints its port and listens there. */
  async serve(command: string, folder: string): Promise<RunningCommand> {
    const shell = this.#spawn(command, folder)
    const until = Date.now() + longest
    const stop = (): Promise<void> => interrupt(shell.child, command)
    while (Date.now() < until && shell.child.exitCode === null) {
      const port = /(?:http:\/\/(?:localhost|127\.0\.0\.1):|\bport=)(\d+)/.exec(shell.printed())?.[1]
      if (port !== undefined && (await isListening(Number(port)))) return { stdout: shell.stdout, stop }
      await sleep(100)
    }
    kill(shell.child, 'SIGKILL')
    throw new Error(`${command}\nprints no port where it listens:\n${shell.printed()}`)
  }

  /** Starts a command that takes long, and stops it after some seconds. Rejects if it fails until then. */
  async start(command: string, folder: string): Promise<string> {
    const shell = this.#spawn(command, folder)
    const ended = once(shell.child, 'close').then(() => true)
    if (await Promise.race([ended, sleep(12_000, false)])) {
      if (shell.child.exitCode !== 0) throw new Error(`${command}\nfails at once:\n${shell.printed()}`)
      return shell.stdout()
    }
    await interrupt(shell.child, command)
    return shell.stdout()
  }

  #spawn(command: string, folder: string) {
    // The variables come before the folder, since PWD is one of them.
    const before = existsSync(this.#variables) ? [`. ${this.#variables}`] : []
    const after = [`export -p > ${this.#variables}`, `pwd > ${this.#folder}`]
    const script = ['set -eo pipefail', ...before, `cd '${folder}'`, command, ...after]
    const child = spawn('bash', ['-c', script.join('\n')], { env: this.#env, stdio: 'pipe', detached: true })
    child.stdin.end()
    const written = { stdout: '', all: '' }
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      written.stdout += text
      written.all += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => void (written.all += text))
    return { child, stdout: () => written.stdout, printed: () => written.all }
  }
}

/** Milliseconds that a command may take. */
const longest = 180_000

async function isListening(port: number): Promise<boolean> {
  const socket = createConnection(port, '127.0.0.1')
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}

async function interrupt(child: ChildProcess, command: string): Promise<void> {
  if (child.exitCode !== null) throw new Error(`${command}\nhas ended by itself.`)
  const closed = once(child, 'close').then(() => true)
  // The first may only end the build that a script begins with.
  for (let press = 1; press <= 3; press++) {
    kill(child, 'SIGINT')
    if (await Promise.race([closed, sleep(20_000, false)])) return
  }
  kill(child, 'SIGKILL')
  throw new Error(`${command}\ndoes not end after Ctrl+C.`)
}

/** Signals a command with everything it started, as a terminal does. */
function kill({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(-pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
