// The same tests with Node's own test runner: `node --test`.

import assert from 'node:assert/strict'
import { it } from 'node:test'
import { startEndpointEmulator } from '@azureml-endpoints/endpoint-emulator'
import { summarize } from './summarize.ts'

it('summarizes', async () => {
  await using emulator = await startEndpointEmulator({ replies: ['Short.'] })
  assert.equal(await summarize(`${emulator.url}/v1/chat/completions`, 'A long text'), 'Short.')
  assert.equal(emulator.requests.length, 1)
})
