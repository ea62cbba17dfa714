import { AzureMLError } from '@azureml-endpoints/core'
import { BulkError } from './errors/bulk-error.ts'
import { help, numberOption, parseCommandLine } from './command/command-line.ts'
import { runCommand, type Terminal } from './command/run-command.ts'
import { demo } from './demo/demo.ts'

// Exit quietly if the reader closes the pipe, as `head` does: with 128 + SIGPIPE, as shells report it of other programs. `watch`
// ends with 0 only when the job is done.
process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
  if (code === 'EPIPE') process.exit(141)
})
// Reports that nobody can read stop nothing: in `bulk work 2>&1 | tee log`, Ctrl-C ends `tee` first.
process.stderr.on('error', () => {})

const terminal: Terminal = {
  env: process.env,
  isInteractive: process.stdout.isTTY,
  write: (text) => void process.stdout.write(text),
  report: (line) => void process.stderr.write(`${line}\n`),
}

try {
  const line = parseCommandLine(process.argv.slice(2))
  if (line === undefined) process.stdout.write(`${help}\n`)
  else if (line.command === 'demo') await demo(Math.floor(numberOption(line.values, 'items') ?? 500))
  else process.exitCode = await runCommand(line, terminal)
} catch (error) {
  const expected = error instanceof BulkError || AzureMLError.isInstance(error)
  terminal.report(expected ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error))
  process.exitCode = 1
}
// BullMQ's open connections must not keep a finished command running. Where nothing does, the process ends
// by itself, since Node can hang in `process.exit()` while code is being compiled (nodejs/node#54918).
setTimeout(() => process.exit(), 1_000).unref()
