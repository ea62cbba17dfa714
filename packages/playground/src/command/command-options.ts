import { escapeText } from '@azureml-endpoints/endpoint-emulator'
import { Command, InvalidArgumentError, Option } from 'commander'
import { type ApiType, apiTypes } from '../contract/playground-contract.ts'

/** The parsed command line. */
export interface CommandOptions {
  readonly port?: number
  readonly host: string
  readonly open?: boolean
  readonly url?: string
  readonly apiType?: ApiType
  readonly deployment?: string
}

/** The port if none is given and it is free. */
export const defaultPort = 4281

/** Defines the command and its options. */
export function createCommand(version: string): Command {
  return new Command('azureml-endpoint-playground')
    .description(
      'Opens a web page to chat with Azure Machine Learning online endpoints and to inspect their HTTP traffic.',
    )
    .version(version)
    .configureOutput({ outputError: (message, write) => write(escapeText(message)) })
    .option(
      '-p, --port <number>',
      `port to listen on, 0 for a free one (default: ${defaultPort}, or a free one)`,
      parsePort,
    )
    .option(
      '--host <address>',
      'address to listen on; one that is not loopback opens the page to the network',
      '127.0.0.1',
    )
    .option('-o, --open', 'open the page in the browser')
    .option('--url <url>', 'invocation URL of the endpoint (default: AZUREML_ENDPOINT_URL, or an emulated endpoint)')
    .addOption(
      new Option(
        '--api-type <type>',
        'API type (default: AZUREML_ENDPOINT_API_TYPE, or detected from the URL)',
      ).choices(apiTypes),
    )
    .option('--deployment <name>', 'deployment to call (default: AZUREML_DEPLOYMENT_NAME, or the traffic rules)')
    .addOption(new Option('--api-key <key>').hideHelp().argParser(rejectKey))
    .addOption(new Option('--key <key>').hideHelp().argParser(rejectKey))
    .allowExcessArguments(false)
    .addHelpText('after', notes)
}

function parsePort(text: string): number {
  const port = Number(text)
  if (text.trim() !== '' && Number.isInteger(port) && port >= 0 && port <= 65_535) return port
  throw new InvalidArgumentError('Use a whole number from 0 to 65535; 0 is a free port.')
}

/** Rejects a key without repeating it. */
function rejectKey(): never {
  throw new Error(
    'A key on the command line can be read by every user of this machine and stays in the shell history. Set AZUREML_ENDPOINT_API_KEY, or enter the key in the page.',
  )
}

const notes = `
The API key is read from AZUREML_ENDPOINT_API_KEY. There is no option for it: command lines can be read by every user of the
machine. Without the variable, enter the key in the page; the server keeps it in memory.

Examples:
  npx @azureml-endpoints/playground --open
  npx @azureml-endpoints/playground --url https://<your-endpoint>.<your_region>.inference.ml.azure.com/score --deployment blue`
