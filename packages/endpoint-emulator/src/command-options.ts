import { Command, InvalidArgumentError, Option } from 'commander'
import type { ConversationRules } from './conversation-rules/conversation-rules.ts'
import { isHttpUrl } from './options/option-checks.ts'
import { isLoopbackAddress, isLoopbackHost } from './loopback/loopback-address.ts'
import { escapeText } from './terminal/escape-controls.ts'
import { type EndpointImage, imageNames } from './options/image-names.ts'
import type { EndpointEmulatorOptions } from './options/options.ts'
import { parseFault } from './options/parse-fault.ts'
import type { Fault } from './script/fault.ts'

/** The parsed command line. */
export interface CommandOptions {
  readonly host: string
  readonly port: number
  readonly apiKey?: string
  readonly auth: boolean
  readonly edge: boolean
  readonly image?: EndpointImage
  readonly deployment?: readonly string[]
  readonly model?: string
  readonly upstream?: string
  readonly upstreamApiKey?: string
  readonly upstreamModel?: string
  readonly reasoning?: 'off' | 'field' | 'tags'
  readonly conversationRules?: ConversationRules
  readonly delay?: number
  readonly requestTimeout?: number
  readonly fault?: readonly Fault[]
  readonly randomFaults?: number
  readonly seed?: number
  readonly quiet?: boolean
}

/** Defines the command and its options. */
export function createCommand(version: string): Command {
  return new Command('azureml-endpoint-emulator')
    .description('Runs an Azure Machine Learning online endpoint on your own machine, for tests and development.')
    .version(version)
    .configureOutput({ outputError: (message, write) => write(escapeText(message)) })
    .option('-p, --port <number>', 'port to listen on, 0 for a free one', parsePort, 4280)
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--api-key <key>', 'the only key to accept (default: accept any key)')
    .addOption(new Option('--no-auth', 'accept requests without a key').conflicts('apiKey'))
    .option('--no-edge', "answer as the image's container itself, without Azure's edge before it")
    .addOption(
      new Option(
        '--image <name>',
        'image to emulate (default: dedicated, serverless and Foundry routes combined)',
      ).choices(imageNames),
    )
    .option('--deployment <name...>', 'names of the deployments (default: accept any name)')
    .option('--model <name>', "the model's name in responses")
    .option(
      '--upstream <url>',
      'OpenAI-compatible server to forward requests to, such as http://localhost:11434/v1',
      parseUrl,
    )
    .option('--upstream-api-key <key>', 'API key for the upstream')
    .option('--upstream-model <name>', "model to request from the upstream (default: the request's model)")
    .addOption(new Option('--reasoning <style>', 'where to put reasoning').choices(['off', 'field', 'tags']))
    .addOption(
      new Option('--conversation-rules <family>', 'reject conversations that this family of models rejects').choices([
        'mistral',
        'deepseek',
      ]),
    )
    .option('--delay <ms>', 'delay between the events of a stream', parseNumber)
    .option('--request-timeout <ms>', 'time after which a managed endpoint responds with 408', parseNumber)
    .option('--fault <json>', 'fault to simulate, such as \'{"status":503,"times":1}\'; can be repeated', collectFault)
    .option('--random-faults <rate>', 'share of requests that get a random fault, 0 to 1', parseRate)
    .option('--seed <number>', 'seed for answers and random faults', parseNumber)
    .option('-q, --quiet', 'do not log requests')
    .addHelpText('after', examples)
}

/** Converts the command line to the emulator's options. */
export function toEmulatorOptions(command: CommandOptions): EndpointEmulatorOptions {
  const { host, port, apiKey, image, model, reasoning, seed } = command
  const { upstream: url, upstreamApiKey, upstreamModel } = command
  if (url === undefined && (upstreamApiKey ?? upstreamModel) !== undefined) {
    const given = upstreamApiKey === undefined ? '--upstream-model' : '--upstream-api-key'
    throw new Error(`${given} has no effect without an upstream. Add --upstream with its URL.`)
  }
  return {
    host,
    port,
    apiKey,
    auth: command.auth ? undefined : { mode: 'none' },
    // It tells the keys to anyone who asks, so it stays on this machine.
    workspace: isLoopbackAddress(host) || isLoopbackHost(host) ? {} : undefined,
    image,
    edge: command.edge ? undefined : false,
    model,
    reasoning,
    conversationRules: command.conversationRules,
    seed,
    upstream: url === undefined ? undefined : { url, apiKey: upstreamApiKey, model: upstreamModel },
    deployments: command.deployment?.map((name) => ({ name })),
    pace: command.delay === undefined ? undefined : { delayMs: command.delay },
    requestTimeoutMs: command.requestTimeout,
    faults: command.fault,
    randomFaults: command.randomFaults === undefined ? undefined : { rate: command.randomFaults, seed },
  }
}

function parseNumber(text: string): number {
  const value = Number(text)
  if (text.trim() === '' || !Number.isFinite(value) || value < 0)
    throw new InvalidArgumentError('Use a number of 0 or more.')
  return value
}

function parsePort(text: string): number {
  const value = parseNumber(text)
  if (!Number.isInteger(value) || value > 65_535)
    throw new InvalidArgumentError('Use a whole number up to 65535, or 0 for a free port.')
  return value
}

function parseRate(text: string): number {
  const value = parseNumber(text)
  if (value > 1) throw new InvalidArgumentError('Use a number from 0 to 1.')
  return value
}

function parseUrl(text: string): string {
  if (!isHttpUrl(text)) throw new InvalidArgumentError('Use an http: or https: URL, such as http://localhost:11434/v1.')
  return text
}

function collectFault(text: string, known: readonly Fault[] = []): Fault[] {
  const fault = parseFault(text)
  if (typeof fault === 'string') throw new InvalidArgumentError(fault)
  return [...known, fault]
}

const examples = `
Examples:
  npx @azureml-endpoints/endpoint-emulator --api-key my-key
  npx @azureml-endpoints/endpoint-emulator --image foundation --deployment blue green
  npx @azureml-endpoints/endpoint-emulator --upstream http://localhost:11434/v1 --upstream-model llama3.2

A request can trigger a fault with a header: x-emulator-fault: {"status":429,"retryAfter":2}`
