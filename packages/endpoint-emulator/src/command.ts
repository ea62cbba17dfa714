#!/usr/bin/env node
import { readFileSync } from 'node:fs'
import { workspaceNames } from './control-plane/arm-resources.ts'
import { type CommandOptions, createCommand, toEmulatorOptions } from './command-options.ts'
import { escapeLine, escapeText } from './terminal/escape-controls.ts'
import { describeRequest } from './terminal/request-log.ts'
import { type RunningEndpointEmulator, startEndpointEmulator } from './start-emulator.ts'

const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }
const command = createCommand(manifest.version).parse()
const options = command.opts<CommandOptions>()

try {
  const onAnswer = options.quiet ? undefined : logRequest
  const emulator = await startEndpointEmulator({ ...toEmulatorOptions(options), onAnswer })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop(emulator))
  process.stdout.write(`${escapeText(startupMessage(emulator, options))}\n`)
} catch (error) {
  process.stderr.write(`${escapeLine(error instanceof Error ? error.message : String(error))}\n`)
  process.exitCode = 1
}

function logRequest(...answered: Parameters<typeof describeRequest>): void {
  process.stdout.write(`${describeRequest(...answered)}\n`)
}

function startupMessage({ url, loopback }: RunningEndpointEmulator, asked: CommandOptions): string {
  const { image, upstream } = asked
  return [
    `Azure ML endpoint emulator listening on ${url}`,
    `  image     ${image ?? 'dedicated, serverless and Foundry combined'}`,
    `  key       ${describeKey(asked)}`,
    `  answers   ${upstream === undefined ? 'emulated, without a model' : withoutSecrets(upstream)}`,
    ...(loopback
      ? []
      : ['  network   open: anyone who can reach this address can use the emulator, and the upstream if there is one']),
    ...exampleUrls(url, image).map((line) => `  try       ${line}`),
    ...(loopback && image !== 'foundry' ? connectLines(url) : []),
    'Press Ctrl+C to stop.',
  ].join('\n')
}

function describeKey({ apiKey, auth }: CommandOptions): string {
  if (!auth) return 'not required'
  return apiKey === undefined ? 'required, any value is accepted' : 'required, as set by --api-key'
}

/** Removes everything from a URL that can contain a password or a signature. */
function withoutSecrets(address: string): string {
  const { origin, pathname } = new URL(address)
  return origin + pathname
}

function exampleUrls(url: string, image: CommandOptions['image']): string[] {
  const score = [`${url}/score`]
  const chat = [`${url}/v1/chat/completions`]
  const foundry = [`${url}/openai/v1/chat/completions`]
  const known = { serverless: chat, foundry, huggingface: chat, foundation: [...score, ...chat] }
  if (image === 'classic' || image === 'prompt-flow' || image === 'score-script') return score
  return image ? known[image] : [...score, ...chat]
}

/** The settings with which `connectEndpoint` of @azureml-endpoints/workspace finds the endpoint by name; any token is accepted. */
function connectLines(url: string): string[] {
  const { subscriptionId, resourceGroupName, workspaceName, endpointName } = workspaceNames({})
  const names = `AZURE_SUBSCRIPTION_ID=${subscriptionId} AZURE_RESOURCE_GROUP=${resourceGroupName} AZUREML_WORKSPACE_NAME=${workspaceName}`
  const credential = "{ getToken: async () => ({ token: 'any', expiresOnTimestamp: Infinity }) }"
  return [
    `  workspace export AZURE_ARM_ENDPOINT=${url} ${names}`,
    `  connect   connectEndpoint({ endpointName: '${endpointName}', credential: ${credential} })`,
  ]
}

async function stop(emulator: RunningEndpointEmulator): Promise<void> {
  process.stdout.write('Stopping. Responses in progress have five seconds to finish.\n')
  await emulator.close({ graceMs: 5_000 })
}
