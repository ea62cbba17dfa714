// As each of the four readers of the root README, with nothing open but the page that it leads to.
import { expect, it } from 'vitest'
import { codeOf, installedBy, project } from './project.ts'

it.each([
  ['somebody who calls an endpoint', 'packages/core/README.md'],
  ['a LangChain user', 'packages/langchain-adapter/README.md'],
  ['an AI SDK user', 'packages/ai-sdk-provider/README.md'],
])('%s gets from the install line of %s to a first answer', async (_who, document) => {
  const { sh, ts } = await codeOf(document)
  const consumer = await project(installedBy(sh[0]))
  await consumer.write('first.ts', ts[0] ?? '')
  expect(await consumer.run(process.execPath, 'first.ts')).toContain('Collatz')
})

it('somebody whose model nobody speaks to gets from the guide to a formatter that passes the kit', async () => {
  const { ts } = await codeOf('docs/guides/formatter.md')
  const consumer = await project(['@azureml-endpoints/core', 'vitest@^5'])
  await consumer.write('src/reply-formatter.ts', ts[0] ?? '')
  await consumer.write('src/reply-formatter.test.ts', ts[1] ?? '')
  expect(await consumer.run(process.execPath, 'node_modules/vitest/vitest.mjs', 'run')).toMatch(/passed/)
})

it('somebody with tests of their own gets from the emulator’s README to a green one', async () => {
  const { sh, ts } = await codeOf('packages/endpoint-emulator/README.md')
  const consumer = await project([...installedBy(sh[0]), 'vitest@^5'])
  const { ts: program } = await codeOf('packages/core/README.md')
  expect(program[0]).toContain('AzureMLEndpointClient')
  await consumer.write('summarize.test.ts', ts[0] ?? '')
  await consumer.write(
    'summarize.ts',
    `import { AzureMLEndpointClient } from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter as contentFormatter } from '@azureml-endpoints/formatters-openai'
export async function summarize(endpointUrl: string, content: string): Promise<string> {
  const client = new AzureMLEndpointClient({ endpointUrl, endpointApiKey: 'any', contentFormatter })
  return (await client.chat({ messages: [{ role: 'user', content }] })).text
}
`,
  )
  expect(await consumer.run(process.execPath, 'node_modules/vitest/vitest.mjs', 'run')).toMatch(/passed/)
  expect(await consumer.run('azureml-endpoint-emulator', '--help')).toContain('--upstream')
})
