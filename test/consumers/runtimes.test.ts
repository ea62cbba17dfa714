// Every public package, installed from its tarball, in every place that we say it runs.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import installedCore from '@langchain/core/package.json' with { type: 'json' }
import { EdgeVM } from '@edge-runtime/vm'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import adapter from '../../packages/langchain-adapter/package.json' with { type: 'json' }
import { answers, nodeOnly, portable, printing, program } from './program.ts'
import { makeProject, type Project } from './project.ts'

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

  it('has the command of the emulator', async () => {
    expect(await consumer.run('azureml-endpoint-emulator', '--help')).toContain('--upstream')
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
