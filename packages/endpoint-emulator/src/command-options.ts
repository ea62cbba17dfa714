import { Command, InvalidArgumentError, Option } from 'commander'
import { isHttpUrl } from './options/option-checks.ts'
import { escapeText } from './terminal/escape-controls.ts'
import type { EndpointEmulatorOptions, EndpointImage } from './options/options.ts'
import { readFault } from './options/parse-fault.ts'
import type { Fault } from './script/fault.ts'

/** What the command line says. */
export interface CommandOptions {
  readonly host: string
  readonly port: number
  readonly apiKey?: string
  readonly auth: boolean
  readonly image?: EndpointImage
  readonly deployment?: readonly string[]
  readonly model?: string
  readonly upstream?: string
  readonly upstreamApiKey?: string
  readonly upstreamModel?: string
  readonly reasoning?: 'off' | 'field' | 'tags'
  readonly delay?: number
  readonly requestTimeout?: number
  readonly fault?: readonly Fault[]
  readonly randomFaults?: number
  readonly seed?: number
  readonly quiet?: boolean
}

/** Describes the command and its options. */
export function createCommand(version: string): Command {
  const images: EndpointImage[] = ['classic', 'foundation', 'huggingface', 'serverless', 'foundry', 'prompt-flow']
  return new Command('azureml-endpoint-emulator')
    .description('An Azure Machine Learning online endpoint on your own machine, for tests and development.')
    .version(version)
    .configureOutput({ outputError: (message, write) => write(escapeText(message)) })
    .option('-p, --port <number>', 'port to listen on, 0 for a free one', readPort, 4280)
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--api-key <key>', 'the only key that is accepted (default: any, but there must be one)')
    .addOption(new Option('--no-auth', 'answer requests without a key too').conflicts('apiKey'))
    .addOption(
      new Option('--image <name>', 'what stands behind the endpoint (default: all faces side by side)').choices(images),
    )
    .option('--deployment <name...>', 'deployments that exist (default: any name)')
    .option('--model <name>', "the model's name in answers")
    .option('--upstream <url>', 'OpenAI-compatible server that answers, such as http://localhost:11434/v1', readUrl)
    .option('--upstream-api-key <key>', 'key for the upstream')
    .option('--upstream-model <name>', 'model to ask the upstream for (default: the one the caller names)')
    .addOption(new Option('--reasoning <where>', 'think aloud').choices(['off', 'field', 'tags']))
    .option('--delay <ms>', 'pause between two events of a stream', readNumber)
    .option('--request-timeout <ms>', 'time after which a managed endpoint answers 408', readNumber)
    .option(
      '--fault <json>',
      'something that goes wrong, such as \'{"status":503,"times":1}\'; repeatable',
      collectFault,
    )
    .option('--random-faults <rate>', 'share of requests that something befalls, 0 to 1', readShare)
    .option('--seed <number>', 'varies answers and random faults', readNumber)
    .option('-q, --quiet', 'no line for each request')
    .addHelpText('after', examples)
}

/** Makes the emulator's options of what the command line says. */
export function toEmulatorOptions(command: CommandOptions): EndpointEmulatorOptions {
  const { host, port, apiKey, image, model, reasoning, seed } = command
  const { upstream: url, upstreamApiKey, upstreamModel } = command
  return {
    host,
    port,
    apiKey,
    auth: command.auth ? undefined : { mode: 'none' },
    image,
    model,
    reasoning,
    seed,
    upstream: url === undefined ? undefined : { url, apiKey: upstreamApiKey, model: upstreamModel },
    deployments: command.deployment?.map((name) => ({ name })),
    pace: command.delay === undefined ? undefined : { delayMs: command.delay },
    requestTimeoutMs: command.requestTimeout,
    faults: command.fault,
    randomFaults: command.randomFaults === undefined ? undefined : { rate: command.randomFaults, seed },
  }
}

function readNumber(text: string): number {
  const value = Number(text)
  if (text.trim() === '' || !Number.isFinite(value) || value < 0)
    throw new InvalidArgumentError('Give a number, 0 or more.')
  return value
}

function readPort(text: string): number {
  const value = readNumber(text)
  if (!Number.isInteger(value) || value > 65_535)
    throw new InvalidArgumentError('Give a whole number up to 65535, or 0 for a free port.')
  return value
}

function readShare(text: string): number {
  const value = readNumber(text)
  if (value > 1) throw new InvalidArgumentError('Give a number from 0 to 1.')
  return value
}

function readUrl(text: string): string {
  if (!isHttpUrl(text))
    throw new InvalidArgumentError('Give an http: or https: URL, such as http://localhost:11434/v1.')
  return text
}

function collectFault(text: string, known: readonly Fault[] = []): Fault[] {
  const fault = readFault(text)
  if (typeof fault === 'string') throw new InvalidArgumentError(fault)
  return [...known, fault]
}

const examples = `
Examples:
  azureml-endpoint-emulator --api-key my-key
  azureml-endpoint-emulator --image foundation --deployment blue green
  azureml-endpoint-emulator --upstream http://localhost:11434/v1 --upstream-model llama3.2

A request can ask for a fault itself: x-emulator-fault: {"status":429,"retryAfter":2}`
