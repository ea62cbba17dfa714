import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { codeSample } from '../src/page/code-samples/code-sample.ts'
import type { PlaygroundSettings } from '../src/contract/playground-contract.ts'
import { formatterChoices } from '../src/server/formats/formatter-choices.ts'

const demo = fileURLToPath(new URL('..', import.meta.url))
const plain: PlaygroundSettings = {
  endpoint: 'embedded',
  apiType: 'serverless',
  formatter: 'openai',
  entryPoint: 'core',
  system: '',
  stop: [],
  tools: false,
  schema: '',
  fault: 'none',
}
const full: PlaygroundSettings = { ...plain, system: 'Don\'t say "no"\n.', temperature: 0.5, maxTokens: 9 }
const schema = JSON.stringify({ type: 'object', properties: { solved: { type: 'boolean' } } })
const variants = {
  plain,
  full,
  tools: { ...full, tools: true },
  schema: { ...full, schema, reasoningEffort: 'low' },
  claude: { ...plain, formatter: 'anthropic' },
} as const
const entryPoints = ['core', 'LangChain', 'AI SDK'] as const

describe('the generated code', () => {
  it('compiles, whatever the settings', async () => {
    const folder = await mkdtemp(`${demo}.samples-`)
    try {
      for (const [name, settings] of Object.entries(variants)) {
        for (const entryPoint of entryPoints)
          await writeFile(`${folder}/${name}-${entryPoint}.ts`, sample(settings, entryPoint))
      }
      const config = { extends: '../../../tsconfig.json', include: ['*.ts'] }
      await writeFile(`${folder}/tsconfig.json`, JSON.stringify(config))
      const compiler = fileURLToPath(new URL('bin/tsc', import.meta.resolve('typescript/package.json')))
      const { stdout } = await promisify(execFile)(process.execPath, [compiler, '-p', folder]).catch(
        (error: { stdout: string }) => error,
      )
      expect(stdout.split('\n').filter((line) => line.includes('.samples-'))).toEqual([])
    } finally {
      await rm(folder, { recursive: true })
    }
  }, 60_000)

  it('matches the settings in the form', () => {
    const endpoint = { url: 'https://mine.example/score', apiType: 'dedicated', deploymentName: 'blue' } as const
    const [{ summary: formatter } = formatterChoices[0]!] = formatterChoices
    const settings: PlaygroundSettings = { ...full, endpoint: 'own' }
    expect(codeSample('core', { settings, formatter, endpoint, question: 'Why?' })).toMatchInlineSnapshot(`
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
        maxTokens: 9,
      })
      for await (const chunk of answer) process.stdout.write(chunk.text ?? '')
      "
    `)
  })

  it('shows the options that a formatter needs, and the resource and deployment that it is served on', () => {
    expect(sample({ ...plain, formatter: 'anthropic' }, 'core')).toMatchInlineSnapshot(`
      "import { AzureMLEndpointClient } from '@azureml-endpoints/core'
      import { AnthropicContentFormatter } from '@azureml-endpoints/formatters-anthropic'

      const client = new AzureMLEndpointClient({
        endpointUrl: 'https://<your-resource>.services.ai.azure.com/anthropic/v1/messages',
        endpointApiType: 'serverless',
        endpointApiKey: process.env.AZUREML_ENDPOINT_API_KEY,
        deploymentName: 'my-claude',
        contentFormatter: new AnthropicContentFormatter({ defaultMaxTokens: 4000 }),
      })
      const answer = client.stream({
        messages: [
          { role: 'user', content: 'It\\'s "true"?' },
        ],
      })
      for await (const chunk of answer) process.stdout.write(chunk.text ?? '')
      "
    `)
  })
})

function sample(settings: PlaygroundSettings, entryPoint: (typeof entryPoints)[number]): string {
  const formatter = formatterChoices.find(({ summary }) => summary.name === settings.formatter)!.summary
  return codeSample(entryPoint, { settings, formatter, endpoint: undefined, question: 'It\'s "true"?' })
}
