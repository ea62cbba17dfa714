// Several options together, as in a user’s test.
import { expect, it } from 'vitest'
import { startEndpointEmulator } from '../src/index.ts'
import { asking, post } from './posting.ts'

const summarize = async (url: string, text: string): Promise<string> => {
  const answer = await post(`${url}/v1/chat/completions`, { messages: asking(text) })
  const { choices } = (await answer.json()) as { choices: [{ message: { content: string } }] }
  return choices[0].message.content
}

it('summarizes', async () => {
  await using emulator = await startEndpointEmulator({ replies: ['Short.'] })
  expect(await summarize(emulator.url, 'A long text')).toBe('Short.')
  expect(emulator.requests[0]?.body).toMatchObject({ messages: [{ role: 'user', content: 'A long text' }] })
})

it('matches replies to requests, fails once, and serves deployments', async () => {
  await using emulator = await startEndpointEmulator({
    apiKey: 'any',
    deployments: [{ name: 'blue', traffic: 100 }, { name: 'green' }],
    replies: [
      { when: { text: 'weather' }, toolCalls: [{ name: 'weather', arguments: { city: 'Oslo' } }], times: Infinity },
      { when: { stream: false }, text: 'Short.', times: Infinity },
    ],
    faults: [
      { status: 429, retryAfter: 1, times: 1 },
      { when: { path: '/score' }, reset: { atByte: 100 } },
    ],
  })
  const answers = [1, 2].map(() => post(`${emulator.url}/v1/chat/completions`, { messages: asking('weather') }))
  expect((await Promise.all(answers)).map(({ status }) => status).toSorted()).toEqual([200, 429])
})
