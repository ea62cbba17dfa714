import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { startEndpointEmulator } from '@azureml-endpoints/endpoint-emulator'
import { expect, it } from 'vitest'
import { usePython } from '../frame/use.ts'

const python = usePython(import.meta.dirname)

it('reads an emulated workspace, and rotates a key in it', { timeout: 130_000 }, async () => {
  await using emulator = await startEndpointEmulator({
    workspace: {},
    endpoints: [
      { name: 'collatz', deployments: [{ name: 'blue', traffic: 1 }, { name: 'green' }] },
      { name: 'with-token', auth: { mode: 'aml_token' } },
      { name: 'goldbach', image: 'serverless' },
    ],
  })
  const words = [join(import.meta.dirname, 'ml_client.py'), emulator.url]
  const { stdout } = await promisify(execFile)(python(), words, { timeout: 120_000 })
  expect(JSON.parse(stdout.trim().split('\n').at(-1) ?? '')).toEqual({
    endpoints: [
      ['emulator', 'key', 'Succeeded', { default: 100 }],
      ['collatz', 'key', 'Succeeded', { blue: 100, green: 0 }],
      ['with-token', 'aml_token', 'Succeeded', { default: 100 }],
    ],
    uri: `${emulator.url}/collatz/score`,
    deployments: ['blue', 'green'],
    rotated: [true, true],
    token: ['Bearer', true, true],
    serverless: [['goldbach', 'Key', 'succeeded']],
    key: true,
    missing: 'ResourceNotFoundError',
  })
})
