import { setTimeout as sleep } from 'node:timers/promises'

/** What happened to the process beside what the call itself gave. */
export interface ProcessSighting {
  /** Rejections and exceptions that nobody handled. */
  readonly unhandled: readonly unknown[]
  /** What was written to the console. */
  readonly written: string
  /** Properties that were added to what all objects share. */
  readonly polluted: readonly string[]
}

const unhandled: unknown[] = []
// For good: what fails after a run is over is told of by the next one.
process.on('unhandledRejection', (error) => void unhandled.push(error))
process.on('uncaughtException', (error) => void unhandled.push(error))

/** Watches the process during a call. */
export function watchProcess(): { stop: () => Promise<ProcessSighting> } {
  const written: string[] = []
  const before = sharedNames()
  const { stdout, stderr } = process
  const writes = [stdout.write, stderr.write] as const
  const keep = (text: string | Uint8Array): boolean => {
    written.push(Buffer.from(text).toString())
    return true
  }
  stdout.write = keep as typeof stdout.write
  stderr.write = keep as typeof stderr.write
  return {
    async stop() {
      // What fails behind the call's back does so in one of the next turns.
      await sleep(2)
      await new Promise((resolve) => void setImmediate(resolve))
      ;[stdout.write, stderr.write] = writes
      const polluted = sharedNames().filter((name) => !before.includes(name))
      return { unhandled: unhandled.splice(0), written: written.join(''), polluted }
    },
  }
}

function sharedNames(): string[] {
  return [Object.prototype, Array.prototype, String.prototype, Function.prototype].flatMap((shared) =>
    Reflect.ownKeys(shared).map(String),
  )
}
