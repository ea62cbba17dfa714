import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'

/** The emulator's command in a process of its own. */
export interface RunningCommand {
  readonly process: ChildProcess
  readonly ended: Promise<number>
  readonly output: () => string
  /** Waits for a line of the output. */
  readonly line: (pattern: RegExp) => Promise<string>
}

/** Runs the command with these arguments. */
export function runCommand(words: readonly string[]): RunningCommand {
  const file = new URL('../src/command.ts', import.meta.url).pathname
  const child = spawn(process.execPath, [file, ...words], { env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' } })
  const state = { text: '' }
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (part: Buffer) => (state.text += part.toString()))
  const ended = once(child, 'close').then(([code]) => code as number)
  const line = async (pattern: RegExp): Promise<string> => {
    for (;;) {
      const found = state.text.split('\n').find((one) => pattern.test(one))
      if (found !== undefined) return found
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
  return { process: child, ended, output: () => state.text, line }
}
