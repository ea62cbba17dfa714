import { parseArgs } from 'node:util'
import type { Step } from '../tour/step.ts'

/** What the command line asks for. */
export interface TourArguments {
  readonly steps: readonly Step[]
  readonly question: string
  readonly json: boolean
  readonly help: boolean
}

/** Reads the command line: names of steps choose them, anything else is a question for the first. */
export function readArguments(args: readonly string[], steps: readonly Step[]): TourArguments {
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

/** Says what the command line may ask for. */
export function usage(steps: readonly Step[]): string {
  const width = Math.max(...steps.map(({ name }) => name.length))
  return [
    'pnpm demo                    the whole tour',
    'pnpm demo "a question"       asks that instead',
    'pnpm demo <step> [<step> …]  some steps alone',
    '  --json                     one JSON document instead of text',
    '',
    'Steps:',
    ...steps.map(({ name, shows }) => `  ${name.padEnd(width)}  ${shows}`),
    '',
    'A real endpoint: set AZUREML_ENDPOINT_URL and AZUREML_ENDPOINT_API_KEY, and where the URL does not tell',
    'AZUREML_ENDPOINT_API_TYPE (dedicated or serverless); AZUREML_DEPLOYMENT_NAME pins a deployment.',
  ].join('\n')
}
