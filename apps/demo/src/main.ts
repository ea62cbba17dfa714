import { escapeLine, escapeText } from '@azureml-endpoints/endpoint-emulator'
import { type TourArguments, parseArguments, usage } from './tour-runner/command-line.ts'
import { openEndpoints } from './tour-runner/tour-endpoints.ts'
import { type Outcome, runTour } from './tour-runner/run-tour.ts'
import { jsonDocument } from './terminal/json-document.ts'
import { outcomeTable } from './terminal/outcome-table.ts'
import { SilentView } from './terminal/silent-view.ts'
import { formatError, TerminalView } from './terminal/terminal-view.ts'
import { steps } from './tour/steps.ts'

// Exit quietly if the reader closes the pipe, as `head` does.
process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
  if (code === 'EPIPE') process.exit()
})

try {
  const args = parseArguments(process.argv.slice(2), steps)
  if (args.help) console.log(usage(steps))
  else process.exitCode = (await tour(args)) ? 0 : 1
} catch (error) {
  console.error(escapeLine(formatError(error)))
  process.exitCode = 1
}

/** Runs the tour, and tells whether every step succeeded. */
async function tour(args: TourArguments): Promise<boolean> {
  const endpoints = await openEndpoints()
  try {
    const outcomes = await runTour(args, endpoints, args.json ? new SilentView() : new TerminalView(process.stdout))
    if (args.json) console.log(escapeText(JSON.stringify(jsonDocument(args.question, args.steps, outcomes), null, 2)))
    else console.log(`\n${outcomeTable(outcomes)}\n`)
    return report(outcomes)
  } finally {
    await endpoints.emulator.close()
  }
}

/** Reports failures on stderr, so that stdout remains parseable. */
function report(outcomes: readonly Outcome[]): boolean {
  const failed = outcomes.filter(({ error }) => error !== undefined)
  for (const { step, entryPoint, apiType, error } of failed) {
    console.error(escapeLine(`${step} · ${entryPoint} · ${apiType} failed: ${formatError(error)}`))
  }
  if (outcomes.length === 0) console.error('None of these steps runs on an endpoint of this API type.')
  return outcomes.length > 0 && failed.length === 0
}
