import { parseArgs } from 'node:util'
import { BulkError } from '../errors/bulk-error.ts'

/** The options of all commands. */
const options = {
  job: { type: 'string' },
  concurrency: { type: 'string' },
  formatter: { type: 'string' },
  attempts: { type: 'string' },
  'max-rate': { type: 'string' },
  grace: { type: 'string' },
  lock: { type: 'string' },
  'until-done': { type: 'boolean' },
  'allow-insecure-http': { type: 'boolean' },
  json: { type: 'boolean' },
  dead: { type: 'string' },
  'input-price': { type: 'string' },
  'output-price': { type: 'string' },
  items: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const

/** The name of an option. */
type OptionName = keyof typeof options

/** The values of the options. */
export type OptionValues = { readonly [Name in OptionName]?: string | boolean | undefined }

/** The commands: the names of their arguments, and the options that each takes. */
const commands: Readonly<
  Record<string, { readonly args: readonly string[]; readonly options: readonly OptionName[] }>
> = {
  submit: { args: ['FILE'], options: ['job', 'formatter', 'attempts'] },
  work: {
    args: [],
    options: ['job', 'concurrency', 'formatter', 'max-rate', 'grace', 'lock', 'until-done', 'allow-insecure-http'],
  },
  watch: { args: ['NAME'], options: ['json', 'input-price', 'output-price'] },
  export: { args: ['NAME', 'OUT.jsonl'], options: ['dead'] },
  'retry-dead': { args: ['NAME'], options: [] },
  cancel: { args: ['NAME'], options: [] },
  demo: { args: [], options: ['items'] },
}

/** A parsed command line. */
export interface CommandLine {
  readonly command: string
  readonly args: readonly string[]
  readonly values: OptionValues
}

/**
 * Parses a command line; returns `undefined` if help was asked for.
 * @throws BulkError that says what is wrong
 */
export function parseCommandLine(argv: readonly string[]): CommandLine | undefined {
  const { values, positionals } = parse(argv)
  const [command, ...args] = positionals
  if (values.help === true || command === undefined || command === 'help') return undefined
  const known = Object.hasOwn(commands, command) ? commands[command] : undefined
  if (known === undefined) {
    throw new BulkError(`There is no command "${command}". The commands are ${Object.keys(commands).join(', ')}.`)
  }
  if (args.length !== known.args.length) {
    throw new BulkError(
      `"bulk ${command}" takes ${known.args.join(' and ') || 'no arguments'}, not ${args.length} arguments.`,
    )
  }
  const foreign = Object.keys(values).find((name) => !known.options.includes(name as OptionName))
  if (foreign !== undefined)
    throw new BulkError(`"bulk ${command}" has no option --${foreign}. Its options: ${list(known.options)}.`)
  if (known.options.includes('job') && values.job === undefined) {
    throw new BulkError(`"bulk ${command}" needs --job NAME.`)
  }
  for (const name of Object.keys(leastValues)) numberOption(values, name as NumberName)
  return { command, args, values }
}

/** The options that are numbers, and the least value of each. */
const leastValues = {
  concurrency: 1,
  attempts: 1,
  'max-rate': 0.001,
  grace: 0,
  lock: 1,
  items: 1,
  'input-price': 0,
  'output-price': 0,
} as const satisfies { readonly [Name in OptionName]?: number }

/** The name of an option that is a number. */
export type NumberName = keyof typeof leastValues

function parse(argv: readonly string[]): { readonly values: OptionValues; readonly positionals: readonly string[] } {
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true })
  } catch (error) {
    // The rest of the message is advice of Node.js on dashes.
    const [problem = ''] = (error as Error).message.split(/\.(?:\s|$)/)
    const reason = problem.replace('argument is ambiguous', 'needs a value that does not start with a dash')
    throw new BulkError(`${reason}. Run "bulk --help" for the options.`)
  }
}

function list(names: readonly OptionName[]): string {
  return names.length === 0 ? 'none' : names.map((name) => `--${name}`).join(', ')
}

/**
 * Parses a number of the command line or the environment.
 * @throws BulkError that names the option
 */
export function numberOption(values: OptionValues, name: NumberName): number | undefined {
  const text = values[name]
  const least = leastValues[name]
  if (typeof text !== 'string') return undefined
  const number = Number(text)
  if (text.trim() !== '' && number >= least && Number.isFinite(number)) return number
  throw new BulkError(`--${name} is "${text}"; it must be a number of at least ${least}.`)
}

/** The help text. */
export const help = `Sends many prompts to an Azure ML endpoint, from any number of processes, through BullMQ on Redis or Valkey.

  bulk submit FILE --job NAME             check a batch file and add its items; repeating it adds nothing
       [--attempts 8]                       attempts until an item fails for good
  bulk work --job NAME                    process items until stopped; start as many as you like
       [--concurrency 64]                   calls in flight
       [--max-rate N]                       calls per second of all workers together; adapts by default
       [--grace 25]                         seconds that calls in flight have after SIGTERM
       [--lock 45]                          seconds until the items of a dead worker go to others
       [--until-done]                       end when the job is done
       [--allow-insecure-http]              allow http: URLs other than loopback
  bulk watch NAME [--json]                show progress; the exit code is 0 if the job is done
       [--input-price P --output-price P]   dollars per million tokens
  bulk export NAME OUT.jsonl              write the results in the order of the input
       [--dead DEAD.jsonl]                  write failed items to a separate file
  bulk retry-dead NAME                    queue the failed items again
  bulk cancel NAME                        stop and abort calls in flight; "submit" continues the job
  bulk demo [--items 500]                 run all commands against an emulated endpoint

submit and work take --formatter NAME for endpoints whose format is not OpenAI's.

Environment: REDIS_URL; AZUREML_ENDPOINT_URL, AZUREML_ENDPOINT_API_KEY, AZUREML_ENDPOINT_API_TYPE, AZUREML_DEPLOYMENT_NAME and
AZUREML_TIMEOUT for the workers; BULK_INPUT_PRICE and BULK_OUTPUT_PRICE for "watch".`
