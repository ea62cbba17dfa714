import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { startEndpointEmulator } from '@azureml-endpoints/endpoint-emulator'
import { describe, expect, it } from 'vitest'

const programs = {
  core: `
    const { AzureMLEndpointClient } = await import('@azureml-endpoints/core')
    const { CustomOpenAIChatContentFormatter } = await import('@azureml-endpoints/formatters-openai')
    const client = new AzureMLEndpointClient({ ...options, contentFormatter: CustomOpenAIChatContentFormatter })
    void (await client.chat({ messages: [{ role: 'user', content: 'Hello' }] })).headers
    const stream = client.stream({ messages: [{ role: 'user', content: 'Hello' }] })
    for await (const chunk of stream) void chunk.headers`,
  'the provider': `
    const { createAzureML } = await import('@azureml-endpoints/ai-sdk-provider')
    const model = createAzureML(options)('m')
    const prompt = [{ role: 'user', content: [{ type: 'text', text: 'Hello' }] }]
    await model.doGenerate({ prompt, headers: { 'x-call': 'b' } })
    const { stream } = await model.doStream({ prompt, headers: { 'x-call': 'b' } })
    for await (const part of stream) void part`,
  'the LangChain model': `
    const { AzureMLChatOnlineEndpoint } = await import('@azureml-endpoints/langchain-adapter')
    const model = new AzureMLChatOnlineEndpoint(options)
    await model.invoke('Hello')
    for await (const chunk of await model.stream('Hello')) void chunk`,
}

/** The first call of a process would take two to three times as long. */
describe('over nodeFetch, undici is not loaded', () => {
  it.each(Object.entries(programs))('by %s', async (_name, calls) => {
    await using emulator = await startEndpointEmulator({ apiKey: 'own-process-key' })
    const program = `
      import { nodeFetch } from '@azureml-endpoints/node-transport'
      const options = {
        endpointUrl: '${emulator.url}/v1/chat/completions',
        endpointApiType: 'serverless',
        endpointApiKey: 'own-process-key',
        headers: { 'x-test': 'a' },
        fetch: nodeFetch,
      }
      ${calls}
      console.log(process.moduleLoadList.filter((name) => name.endsWith('undici/undici')).length)`
    const words = ['--conditions=@azureml-endpoints/source', '--input-type=module', '--eval', program]
    const { stdout } = await promisify(execFile)(process.execPath, words, { cwd: import.meta.dirname })
    expect([stdout, emulator.requests.length]).toEqual(['0\n', 2])
  })
})
