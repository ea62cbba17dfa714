import { parseArgs } from 'node:util'
import type { Step } from '../tour/step.ts'

/** The parsed command line. */
export interface TourArguments {
  readonly steps: readonly Step[]
  readonly question: string
  readonly json: boolean
  readonly help: boolean
}

/** Parses the command line: step names select steps; any other text is a question for the first step. */
export function parseArguments(args: readonly string[], steps: readonly Step[]): TourArguments {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h', default: false } },
  })
  const chosen = steps.filter(({ name }) => positionals.includes(name))
  const asked = positionals.filter((word) => !chosen.some(({ name }) => name === word)).join(' ')
  const first = steps.slice(0, 1)
  return {
    steps: chosen.length > 0 ? chosen : asked === '' ? steps : first,
    question: asked === '' ? 'Will the Collatz conjecture ever be solved?' : asked,
    json: values.json,
    help: values.help,
  }
}

/** Returns the help text. */
export function usage(steps: readonly Step[]): string {
  const width = Math.max(...steps.map(({ name }) => name.length))
  return [
    'pnpm demo                    run the whole tour',
    'pnpm demo "a question"       ask your own question',
    'pnpm demo <step> [<step> …]  run only these steps',
    '  --json                     print one JSON document instead of text',
    '',
    'Steps:',
    ...steps.map(({ name, shows }) => `  ${name.padEnd(width)}  ${shows}`),
    '',
    'To use a real endpoint, set AZUREML_ENDPOINT_URL and AZUREML_ENDPOINT_API_KEY. If the API type cannot be detected from',
    'the URL, set AZUREML_ENDPOINT_API_TYPE (dedicated or serverless). AZUREML_DEPLOYMENT_NAME selects a deployment.',
  ].join('\n')
}
