// Tests of your own program without a model: what it sends, and what it does when the endpoint fails.

// #region reply
import { startEndpointEmulator } from '@azureml-endpoints/endpoint-emulator'
import { expect, it } from 'vitest'
import { summarize } from './summarize.ts'

it('summarizes', async () => {
  await using emulator = await startEndpointEmulator({ replies: ['Short.'] })
  expect(await summarize(`${emulator.url}/v1/chat/completions`, 'A long text')).toBe('Short.')
  expect(emulator.requests[0]?.body).toMatchObject({ messages: [{ role: 'user' }] })
})
// #endregion

// #region fault
it('goes through an endpoint that is overloaded for a moment', async () => {
  await using emulator = await startEndpointEmulator({
    replies: ['Short.'],
    faults: [{ status: 429, headers: { 'retry-after-ms': '20' }, times: 1 }],
  })
  expect(await summarize(`${emulator.url}/score`, 'A long text')).toBe('Short.')
  expect(emulator.requests.map(({ status }) => status)).toEqual([429, 200])
})
// #endregion
