#!/usr/bin/env node
import { readFileSync } from 'node:fs'
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
  process.stdout.write(`${escapeText(greet(emulator, options))}\n`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop(emulator))
} catch (error) {
  process.stderr.write(`${escapeLine(error instanceof Error ? error.message : String(error))}\n`)
  process.exitCode = 1
}

function logRequest(...answered: Parameters<typeof describeRequest>): void {
  process.stdout.write(`${describeRequest(...answered)}\n`)
}

function greet({ url, loopback }: RunningEndpointEmulator, asked: CommandOptions): string {
  const { image, upstream } = asked
  return [
    `Azure ML endpoint emulator on ${url}`,
    `  image     ${image ?? 'all faces side by side'}`,
    `  key       ${describeKey(asked)}`,
    `  answers   ${upstream === undefined ? 'emulated, no model runs' : withoutSecrets(upstream)}`,
    ...(loopback
      ? []
      : [
          '  open      to the network: whoever reaches this address is answered, by the upstream too where there is one',
        ]),
    ...exampleUrls(url, image).map((line) => `  try       ${line}`),
    'Ctrl+C stops it.',
  ].join('\n')
}

function describeKey({ apiKey, auth }: CommandOptions): string {
  if (!auth) return 'none needed'
  return apiKey === undefined ? 'any, but there must be one' : 'as given'
}

/** A URL may carry a password or a signature. */
function withoutSecrets(address: string): string {
  const { origin, pathname } = new URL(address)
  return origin + pathname
}

function exampleUrls(url: string, image: CommandOptions['image']): string[] {
  const score = [`${url}/score`]
  const chat = [`${url}/v1/chat/completions`]
  const foundry = [`${url}/openai/v1/chat/completions`]
  const known = { serverless: chat, foundry, huggingface: chat, classic: score, foundation: [...score, ...chat] }
  if (image === 'prompt-flow') return score
  return image ? known[image] : [...score, ...chat]
}

async function stop(emulator: RunningEndpointEmulator): Promise<void> {
  process.stdout.write('Stopping. Answers under way have five seconds to finish.\n')
  await emulator.close({ graceMs: 5_000 })
}
