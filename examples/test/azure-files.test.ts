// The files and `az` commands on the pages about Azure. Azure itself is not called: names of commands and options are those of the
// CLI's reference, keys of files those of its YAML schemas (azure-cli 2.91, its extension ml 2, azure-ai-ml 1.35).
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { startEndpointEmulator } from '@azureml-endpoints/endpoint-emulator'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { readDocuments } from '../../test/documents/markdown/documents.ts'
import { folder, key } from './run-example.ts'

/** The options of each command that documents may use; all take `--query` and `--output`. */
const commands: Readonly<Record<string, readonly string[]>> = {
  'az login': [],
  'az extension add': ['--name'],
  'az account set': ['--subscription'],
  'az configure': ['--defaults'],
  'az ml environment create': ['--file'],
  'az ml marketplace-subscription create': ['--file'],
  'az ml online-deployment create': ['--all-traffic', '--endpoint-name', '--file', '--name', '--set'],
  'az ml online-deployment delete': ['--endpoint-name', '--name', '--yes'],
  'az ml online-deployment get-logs': ['--container', '--endpoint-name', '--lines', '--name'],
  'az ml online-endpoint create': ['--auth-mode', '--file', '--name', '--set'],
  'az ml online-endpoint delete': ['--name', '--yes'],
  'az ml online-endpoint get-credentials': ['--name'],
  'az ml online-endpoint invoke': ['--deployment-name', '--name', '--request-file'],
  'az ml online-endpoint show': ['--name'],
  'az ml serverless-endpoint create': ['--file', '--name'],
  'az ml serverless-endpoint delete': ['--name'],
  'az ml serverless-endpoint get-credentials': ['--name'],
  'az ml serverless-endpoint show': ['--name'],
  'az cognitiveservices account deployment create': [
    '--deployment-name',
    '--model-format',
    '--model-name',
    '--model-version',
    '--name',
    '--resource-group',
    '--sku-capacity',
    '--sku-name',
  ],
  'az cognitiveservices account deployment delete': ['--deployment-name', '--name', '--resource-group'],
  'az cognitiveservices account keys list': ['--name', '--resource-group'],
  'az cognitiveservices account list-models': ['--name', '--resource-group'],
}

const used = readDocuments().flatMap(({ path, blocks, inlineCode }) =>
  [...blocks.filter(({ language }) => language === 'sh').map(({ code }) => code), ...inlineCode.map(({ text }) => text)]
    .flatMap((code) => Array.from(code.replaceAll('\\\n', ' ').matchAll(/\baz [a-z][^\n)]*/g), ([command]) => command))
    .map((command) => ({ path, command: command.trim() })),
)

it.each(used)('$path: $command', ({ command }) => {
  const name = /^az(?: [a-z][\w-]*)+/.exec(command)?.[0] ?? ''
  const options = Array.from(command.matchAll(/ (--[\w-]+)/g), ([, option = '']) => option)
  expect(Object.keys(commands)).toContain(name)
  expect(options.filter((option) => !['--query', '--output', ...(commands[name] ?? [])].includes(option))).toEqual([])
})

it('finds the commands', () => {
  expect(used.length).toBeGreaterThan(20)
})

/** The keys that the schema of each file has, as far as the files need them. */
const keys: Readonly<Record<string, readonly string[]>> = {
  'endpoint.yaml': ['$schema', 'auth_mode', 'name'],
  'catalog-deployment.yaml': [
    '$schema',
    'endpoint_name',
    'instance_count',
    'instance_type',
    'model',
    'name',
    'request_settings.max_concurrent_requests_per_instance',
    'request_settings.request_timeout_ms',
  ],
  'vllm-environment.yaml': ['$schema', 'build.dockerfile_path', 'build.path', 'name'],
  'vllm-deployment.yaml': [
    '$schema',
    'endpoint_name',
    'environment.image',
    'environment.inference_config.liveness_route.path',
    'environment.inference_config.liveness_route.port',
    'environment.inference_config.readiness_route.path',
    'environment.inference_config.readiness_route.port',
    'environment.inference_config.scoring_route.path',
    'environment.inference_config.scoring_route.port',
    'environment_variables.MODEL_NAME',
    'environment_variables.VLLM_ARGS',
    'instance_count',
    'instance_type',
    'liveness_probe.initial_delay',
    'name',
    'readiness_probe.initial_delay',
    'request_settings.max_concurrent_requests_per_instance',
    'request_settings.request_timeout_ms',
  ],
  'serverless-endpoint.yaml': ['model_id', 'name'],
}

describe('the files in examples/azure', () => {
  it.each(Object.entries(keys))('%s has keys of its schema only', (file, expected) => {
    expect(pathsIn(parse(read(file))).toSorted()).toEqual(expected)
  })

  it('request.json is a body that a catalog model accepts', async () => {
    await using emulator = await startEndpointEmulator({ apiKey: key, image: 'classic' })
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
    const response = await fetch(`${emulator.url}/score`, { method: 'POST', headers, body: read('request.json') })
    expect(await response.json()).toEqual({ output: expect.stringContaining('Collatz') })
  })
})

function read(file: string): string {
  return readFileSync(join(folder, 'azure', file), 'utf8')
}

/** The paths to all values, as `request_settings.request_timeout_ms`. */
function pathsIn(value: unknown, path = ''): readonly string[] {
  if (typeof value !== 'object' || value === null) return [path]
  return Object.entries(value).flatMap(([name, inner]) => pathsIn(inner, path === '' ? name : `${path}.${name}`))
}
