import { execFile } from 'node:child_process'
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { startEndpointEmulator } from '@azureml-endpoints/endpoint-emulator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeSample, operationSample } from '../src/page/code-samples/code-sample.ts'
import type { SampleInput, SampleTarget } from '../src/page/code-samples/sample-lines.ts'
import { initialSettings } from '../src/page/state/settings-slice.ts'
import { entryPoints, type PlaygroundSettings } from '../src/contract/playground-contract.ts'
import { formatterChoices } from '../src/server/formats/formatter-choices.ts'
import { operationVariants } from './operation-variants.ts'

const playground = fileURLToPath(new URL('..', import.meta.url))
const plain = initialSettings
const full: PlaygroundSettings = {
  ...plain,
  system: 'Don\'t say "no"\n.',
  temperature: 0.5,
  topP: 0.9,
  maxTokens: 60,
  stop: ["it's over", 'STOP\n'],
  seed: 7,
}
const schema = JSON.stringify({
  type: 'object',
  properties: { solved: { type: 'boolean' } },
  required: ['solved'],
  additionalProperties: false,
})
const image = { files: [{ name: 'collatz-27.png', mediaType: 'image/png' }] }

/** Settings, and what else differs, by a name that says what is tested. */
const variants: Readonly<Record<string, readonly [PlaygroundSettings, Partial<SampleInput>?]>> = {
  plain: [plain],
  full: [full],
  tools: [{ ...full, tools: true }],
  schema: [{ ...plain, schema, reasoningEffort: 'low' }],
  'tools-schema': [{ ...plain, schema, tools: true }],
  image: [full, image],
  'image-tools': [{ ...plain, tools: true }, image],
  'image-schema': [
    { ...plain, schema },
    { ...image, question: '' },
  ],
  dedicated: [{ ...plain, apiType: 'dedicated', deploymentName: 'blue' }],
  claude: [{ ...full, topP: undefined, seed: undefined, formatter: 'anthropic' }, image],
  'claude-tools': [{ ...plain, formatter: 'anthropic', tools: true }],
  cohere: [{ ...plain, formatter: 'cohere-v2' }],
  responses: [{ ...plain, formatter: 'openai-responses', tools: true }],
  hostile: [plain, { question: "'; process.exit(9) //\n${process.exit(9)}`\\\u2028" }],
  'hostile-file': [plain, { files: [{ name: "../../etc/x'.png", mediaType: "image/png'" }] }],
}
/** The programs by name. */
const programs: Readonly<Record<string, string>> = Object.fromEntries(
  entryPoints.flatMap((entryPoint) => [
    ...Object.entries(variants).map(([name, variant]) => [`${name}-${entryPoint}`, sample(variant, entryPoint)]),
    ...operationVariants.map(({ name, request }) => [
      `${name}-${entryPoint}`,
      operationSample(entryPoint, request, targetOf(request.settings)),
    ]),
  ]),
)

describe('the generated code', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(`${playground}.samples-`)
    await copyFile(new URL('collatz-27.png', import.meta.url), `${folder}/collatz-27.png`)
    await copyFile(new URL('collatz-27.png', import.meta.url), `${folder}/file-1`)
  })
  afterAll(() => rm(folder, { recursive: true }))

  it('compiles, whatever the settings', async () => {
    for (const [name, code] of Object.entries(programs)) await writeFile(`${folder}/${name}.ts`, code)
    const config = { extends: '../../../tsconfig.json', include: ['*.ts'] }
    await writeFile(`${folder}/tsconfig.json`, JSON.stringify(config))
    const compiler = fileURLToPath(new URL('bin/tsc', import.meta.resolve('typescript/package.json')))
    const { stdout } = await promisify(execFile)(process.execPath, [compiler, '-p', folder]).catch(
      (error: { stdout: string }) => error,
    )
    expect(stdout.split('\n').filter((line) => line.includes('.samples-'))).toEqual([])
  })

  it('runs, whatever the settings', async () => {
    await using emulator = await startEndpointEmulator({ apiKey: 'my-key' })
    const runs = await runAll(folder, emulator.url)
    expect(runs.filter(({ problem, printed }) => problem !== undefined || printed.trim() === '')).toEqual([])
    const of = (name: string): string[] =>
      entryPoints.map((entryPoint) => runs.find((run) => run.name === `${name}-${entryPoint}`)?.printed ?? '')
    for (const printed of of('plain')) expect(printed).toContain('It\'s "true"?')
    for (const printed of of('hostile')) expect(printed).toContain('process.exit(9)')
    for (const name of ['tools', 'claude-tools', 'responses'])
      for (const said of of(name)) expect(said).toContain('18 degrees in')
    for (const name of ['schema', 'image-schema'])
      for (const said of of(name)) expect(said).toMatch(/"?solved"?: ?(true|false)/)
    const bodies = emulator.requests.map(({ body }) => JSON.stringify(body))
    expect(bodies.filter((body) => body.includes('iVBORw0KGgo')).length).toBeGreaterThanOrEqual(15)
    expect(bodies.filter((body) => body.includes('"seed":7')).length).toBeGreaterThanOrEqual(6)
    expect(emulator.requests.filter(({ headers }) => headers['azureml-model-deployment'] === 'blue')).toHaveLength(3)
    for (const { name, path, request, texts } of operationVariants) {
      const sent = emulator.requests.filter(({ text }) => text.includes(`This is ${name}.`))
      expect(sent.map((one) => one.path)).toEqual([path, path, path])
      for (const { body } of sent) expect(textsIn(body)).toEqual(expect.arrayContaining([...texts]))
      for (const { body, text, headers } of sent) {
        expect(text + headers['azureml-model-deployment']).toContain('sky-blue')
        if (request.operation === 'reranking') expect(body).toMatchObject({ top_n: 2, query: request.query })
        else if (request.dimensions) expect(body).toMatchObject({ dimensions: 3, input_type: request.inputType })
        else if (request.inputType) expect(body).toMatchObject({ input_type: request.inputType })
      }
      for (const said of of(name)) {
        expect(said).toMatch(request.operation === 'reranking' ? /^[\d.]+ [^]*(This is|Puffins)/ : /^\[\[-?[\d.]+,/)
      }
    }
  })

  it('matches the settings in the form', () => {
    const endpoint = { url: 'https://mine.example/score', apiType: 'dedicated', deploymentName: 'blue' } as const
    expect(
      sample(
        [
          { ...full, endpoint: 'own' },
          { endpoint, question: 'Why?' },
        ],
        'core',
      ),
    ).toMatchInlineSnapshot(`
      "import { AzureMLEndpointClient } from '@azureml-endpoints/core'
      import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'

      const client = new AzureMLEndpointClient({
        endpointUrl: 'https://mine.example/score',
        endpointApiType: 'dedicated',
        endpointApiKey: process.env.AZUREML_ENDPOINT_API_KEY,
        deploymentName: 'blue',
        contentFormatter: CustomOpenAIChatContentFormatter,
      })
      const answer = client.stream({
        messages: [
          { role: 'system', content: 'Don\\'t say "no"\\n.' },
          { role: 'user', content: 'Why?' },
        ],
        temperature: 0.5,
        topP: 0.9,
        maxTokens: 60,
        stop: ['it\\'s over', 'STOP\\n'],
        seed: 7,
      })
      for await (const chunk of answer) process.stdout.write(chunk.text ?? '')
      "
    `)
  })

  it('reads a URL with secrets from the environment', () => {
    const endpoint = { url: 'https://mine.example/score?code=the-secret', apiType: 'dedicated' } as const
    for (const entryPoint of entryPoints) {
      const code = sample([{ ...plain, endpoint: 'own' }, { endpoint }], entryPoint)
      expect(code).toContain('endpointUrl: process.env.AZUREML_ENDPOINT_URL,')
      expect(code).not.toContain('the-secret')
    }
  })

  it('reads files, and runs tools', () => {
    expect(sample([{ ...plain, formatter: 'anthropic', tools: true }, image], 'core')).toMatchInlineSnapshot(`
      "import { readFile } from 'node:fs/promises'
      import { AzureMLEndpointClient, type ChatMessage } from '@azureml-endpoints/core'
      import { AnthropicContentFormatter } from '@azureml-endpoints/formatters-anthropic'

      const client = new AzureMLEndpointClient({
        endpointUrl: 'https://<your-resource>.services.ai.azure.com/anthropic/v1/messages',
        endpointApiType: 'serverless',
        endpointApiKey: process.env.AZUREML_ENDPOINT_API_KEY,
        deploymentName: 'my-claude',
        contentFormatter: new AnthropicContentFormatter({ defaultMaxTokens: 4000 }),
      })
      const getWeather = {
        name: 'get_weather',
        description: 'Returns the weather in a city.',
        parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
      }
      const messages: ChatMessage[] = [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'It\\'s "true"?' },
            { type: 'image', data: await readFile('collatz-27.png'), mediaType: 'image/png' },
          ],
        },
      ]
      for (let turn = 0; turn < 5; turn++) {
        const answer = await client.chat({
          messages,
          tools: [getWeather],
        })
        const { text: content, reasoning, toolCalls, providerData } = answer
        messages.push({ role: 'assistant', content, reasoning, toolCalls, providerData })
        if (toolCalls.length === 0) break
        for (const call of toolCalls) {
          const { city } = JSON.parse(call.arguments) as { city: string }
          messages.push({ role: 'tool', toolCallId: call.id, content: \`18 degrees in \${city}\` })
        }
      }
      console.log(messages.at(-1)?.content)
      "
    `)
  })
})

function sample(
  [settings, more]: readonly [PlaygroundSettings, Partial<SampleInput>?],
  entryPoint: (typeof entryPoints)[number],
): string {
  return codeSample(entryPoint, { ...targetOf(settings), question: 'It\'s "true"?', ...more })
}

function targetOf(settings: PlaygroundSettings): SampleTarget {
  const formatter = formatterChoices.find(({ summary }) => summary.name === settings.formatter)!.summary
  return { settings, formatter, endpoint: undefined }
}

/** Returns all strings in JSON. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}

interface Run {
  readonly name: string
  readonly printed: string
  readonly problem?: string
}

/** Runs all samples in one process, with the emulator in place of the URLs that a user fills in. */
async function runAll(folder: string, url: string): Promise<Run[]> {
  for (const [name, code] of Object.entries(programs)) {
    await writeFile(`${folder}/${name}.ts`, `${code.replaceAll(/https:\/\/<[^/]+/g, url)}\nexport {}\n`)
  }
  await writeFile(`${folder}/run.ts`, runner)
  const command = ['--conditions=@azureml-endpoints/source', 'run.ts', ...Object.keys(programs)]
  const env = { ...process.env, AZUREML_ENDPOINT_API_KEY: 'my-key', AI_SDK_LOG_WARNINGS: 'false' }
  const { stdout } = await promisify(execFile)(process.execPath, command, { cwd: folder, env })
  return JSON.parse(stdout) as Run[]
}

const runner = `
const runs = []
let printed = ''
const write = process.stdout.write.bind(process.stdout)
process.stdout.write = (text) => ((printed += text), true)
console.log = (...values) => void (printed += values.map((value) => (typeof value === 'string' ? value : JSON.stringify(value))).join(' '))
for (const name of process.argv.slice(2)) {
  printed = ''
  const problem = await import('./' + name + '.ts').then(() => undefined, (error) => String(error.stack ?? error))
  runs.push({ name, printed, problem })
}
write(JSON.stringify(runs))
`
