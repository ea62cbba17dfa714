import { describe, expect, it } from 'vitest'
import { emulate, key } from './emulator.ts'

describe.skipIf('EdgeRuntime' in globalThis)('the README', async () => {
  const { readFile } = await import('node:fs/promises')
  const { execFile } = await import('node:child_process')
  const { promisify } = await import('node:util')
  const readme = await readFile(`${import.meta.dirname}/../README.md`, 'utf8')
  const blocks = [...readme.matchAll(/```ts\n(.*?)```/gs)].map(([, code = '']) => code)

  it.each(Array.from(blocks.entries()))('contains code that runs: block %i', async (_index, code) => {
    const emulator = await emulate()
    const program = code.replace(/https:\/\/<your-endpoint>[^/]*/, emulator.url).replace('my-api-key', key)
    const options = ['--conditions=@azureml-endpoints/source', '--input-type=module-typescript', '--eval', program]
    const { stdout } = await promisify(execFile)(process.execPath, options, {
      cwd: `${import.meta.dirname}/..`,
      env: { ...process.env, AZUREML_ENDPOINT_URL: `${emulator.url}/score`, AZUREML_ENDPOINT_API_KEY: key },
    })
    expect(stdout.trim()).not.toBe('')
    expect((await emulator.requests())[0]?.status).toBe(200)
  })
})
