// Every public package, installed from its tarball, in every place that we say it runs.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import installedCore from '@langchain/core/package.json' with { type: 'json' }
import { EdgeVM } from '@edge-runtime/vm'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import adapter from '../../packages/langchain-adapter/package.json' with { type: 'json' }
import { makeProject, type Project } from './project.ts'

const portable = [
  '@azureml-endpoints/core',
  '@azureml-endpoints/formatters-openai',
  '@azureml-endpoints/formatters-text-generation',
  '@azureml-endpoints/formatters-cohere',
  '@azureml-endpoints/formatters-anthropic',
  '@azureml-endpoints/langchain-adapter',
  '@azureml-endpoints/ai-sdk-provider',
]

const nodeOnly = ['@azureml-endpoints/endpoint-emulator', '@azureml-endpoints/node-transport']

/** Asks in each of the three ways; `fetch` answers by itself, so that it runs where there is no network. */
const program = `
import { AzureMLEndpointClient } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import { CustomOpenAIContentFormatter } from '@azureml-endpoints/formatters-text-generation'
import { CohereContentFormatter } from '@azureml-endpoints/formatters-cohere'
import { AnthropicContentFormatter } from '@azureml-endpoints/formatters-anthropic'
import { AzureMLChatOnlineEndpoint } from '@azureml-endpoints/langchain-adapter'
import { createAzureML } from '@azureml-endpoints/ai-sdk-provider'
import { generateText } from 'ai'

const fetch = async () => Response.json({ output: 'Hello from the endpoint.' })
const endpoint = { endpointUrl: 'https://my-endpoint.eastus2.inference.ml.azure.com/score', endpointApiKey: 'k', fetch }

export async function ask(): Promise<string[]> {
  const client = new AzureMLEndpointClient({ ...endpoint, contentFormatter: CustomOpenAIChatContentFormatter })
  const core = await client.chat({ messages: [{ role: 'user', content: 'Hello' }] })
  const langChain = await new AzureMLChatOnlineEndpoint(endpoint).invoke('Hello')
  const aiSDK = await generateText({ model: createAzureML(endpoint)(), prompt: 'Hello' })
  const formatters = [new CustomOpenAIContentFormatter(), new CohereContentFormatter(), new AnthropicContentFormatter()]
  return [core.text, langChain.text, aiSDK.text, ...formatters.map(({ name }) => name)]
}
`
const printing = `${program}\nconsole.log(JSON.stringify(await ask()))\n`
const answers = ['Hello from the endpoint.', 'Hello from the endpoint.', 'Hello from the endpoint.']

const lowestCore = adapter.peerDependencies['@langchain/core'].replace('^', '')
const peers = {
  newest: [`@langchain/core@${installedCore.version}`, 'ai@7.0.173'],
  lowest: [`@langchain/core@${lowestCore}`, 'ai@7.0.163'],
}

describe.each(Object.entries(peers))('with the %s peers (%s)', (which, versions) => {
  let consumer: Project
  beforeAll(async () => {
    const tools = ['node@22', 'typescript@^7', '@types/node@^24', 'zod@^4', 'vitest@^5']
    consumer = await makeProject([...Object.keys(inject('tarballs')), ...versions, ...tools])
    await consumer.write('program.ts', printing)
  })
  afterAll(() => consumer.remove())

  it('has the licence and nothing but what users need in each package', async () => {
    for (const name of [...portable, ...nodeOnly]) {
      const folder = join(consumer.folder, 'node_modules', name)
      expect(await readFile(join(folder, 'LICENSE'), 'utf8')).toContain('MIT License')
    }
    const page = join(consumer.folder, 'node_modules/@azureml-endpoints/ai-sdk-provider/docs/azure-ml.md')
    expect(await readFile(page, 'utf8')).toContain('# Azure Machine Learning')
  })

  it('runs on Node 24', async () => {
    expect(JSON.parse(await consumer.run(process.execPath, 'program.ts'))).toEqual(expect.arrayContaining(answers))
  })

  it('runs on Node 22', async () => {
    const node22 = join(consumer.folder, 'node_modules/node/bin/node')
    expect(await consumer.run(node22, '--version')).toMatch(/^v22\./)
    const options = ['--experimental-strip-types', '--no-warnings']
    expect(JSON.parse(await consumer.run(node22, ...options, 'program.ts'))).toEqual(expect.arrayContaining(answers))
  })

  it.each(['22', '24'])('can be required by CommonJS on Node %s', async (version) => {
    await consumer.write(
      'program.cjs',
      `for (const name of ${JSON.stringify([...portable, ...nodeOnly])}) console.log(Object.keys(require(name)).length > 0)`,
    )
    const node = version === '22' ? join(consumer.folder, 'node_modules/node/bin/node') : process.execPath
    expect(await consumer.run(node, '--no-warnings', 'program.cjs')).toBe(
      'true\n'.repeat(portable.length + nodeOnly.length),
    )
  })

  it.each(['nodenext', 'bundler'])('has types that check under %s without skipLibCheck', async (resolution) => {
    const compilerOptions = {
      strict: true,
      target: 'ES2023',
      lib: ['ES2023', 'DOM', 'DOM.Iterable', 'DOM.AsyncIterable', 'ESNext.Disposable'],
      module: resolution === 'bundler' ? 'preserve' : resolution,
      moduleResolution: resolution,
      skipLibCheck: false,
      noEmit: true,
      types: ['node'],
      exactOptionalPropertyTypes: false,
    }
    await consumer.write(
      'types.ts',
      `${program}
import { testContentFormatter, fakeFetch } from '@azureml-endpoints/core/testing'
import { startEndpointEmulator } from '@azureml-endpoints/endpoint-emulator'
import { nodeFetch } from '@azureml-endpoints/node-transport'
export const client = new AzureMLEndpointClient({ contentFormatter: CustomOpenAIChatContentFormatter, fetch: nodeFetch })
export { testContentFormatter, fakeFetch, startEndpointEmulator }
`,
    )
    await consumer.write(`tsconfig.${resolution}.json`, JSON.stringify({ compilerOptions, files: ['types.ts'] }))
    const said = await consumer
      .run('tsc', '-p', `tsconfig.${resolution}.json`)
      .catch((error: unknown) => (error instanceof Error ? error.message : String(error)))
    const ours = said.split('\n').filter((line) => /azureml-endpoints|^types\.ts/.test(line))
    expect(ours).toEqual([])
    if (which === 'newest') expect(said.trim()).toBe('')
  })

  it('runs bundled, in an edge runtime and by a browser’s conditions', async () => {
    await consumer.write('bundled.ts', `${program}\nglobalThis.ask = ask\n`)
    const outDir = join(consumer.folder, 'bundled')
    await build({
      root: consumer.folder,
      configFile: false,
      logLevel: 'error',
      build: {
        outDir,
        minify: false,
        lib: { entry: 'bundled.ts', formats: ['iife'], name: 'bundled', fileName: () => 'bundled.js' },
      },
      define: { 'process.env.NODE_ENV': '"production"' },
    })
    const code = await readFile(join(outDir, 'bundled.js'), 'utf8')
    expect(code).not.toMatch(/from ["']node:|require\(["']node:/)
    const edge = new EdgeVM()
    edge.evaluate(code)
    expect(await edge.evaluate('ask()')).toEqual(expect.arrayContaining(answers))
  })
})
