// Runs a command in a process group of its own, and ends the whole group when this process is told to stop, when its parent
// has died (however it died: its end of our stdin is closed then), or when the time is up.
import { spawn } from 'node:child_process'

const [seconds = '600', command = '', ...words] = process.argv.slice(2)
const child = spawn(command, words, { detached: true, stdio: ['ignore', 'inherit', 'inherit'] })

child.once('error', (error) => {
  console.error(error.message)
  process.exit(127)
})
child.once('exit', (code, signal) => {
  signalGroup('SIGKILL') // what the command left behind
  process.exit(signal === null ? (code ?? 1) : 1)
})

const timer = setTimeout(
  () => {
    console.error(`The interop run ended this process after ${seconds} s.`)
    stop()
  },
  Number(seconds) * 1000,
)

function stop(): void {
  clearTimeout(timer)
  signalGroup('SIGTERM')
  setTimeout(() => signalGroup('SIGKILL'), graceMs)
}

function signalGroup(signal: NodeJS.Signals): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, signal)
  } catch {
    // The group has ended already.
  }
}

/** Milliseconds that a process gets to end by itself. */
const graceMs = 1500

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop)
process.stdin.once('close', stop).resume()
