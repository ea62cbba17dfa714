import { setTimeout as pause } from 'node:timers/promises'
import { PromptFlowContentFormatter } from '@azureml-endpoints/formatters-text-generation'
import { describe, expect, it } from 'vitest'
import { streamedOutcomeOf } from '../chat-clients/chat-client.ts'
import { chatClients } from '../chat-clients/chat-clients.ts'
import { useFlow } from './use-flow.ts'

const text = Array.from({ length: 12 }, (_, index) => `word${index}`).join(' ')

describe('a stream of a flow on Flask', () => {
  const server = useFlow('chat', 'flask')
  const ends = (): RegExpMatchArray[] => [
    ...server()
      .process.output()
      .matchAll(/The stream ended after (\d+) of 12 words/g),
  ]

  it.each(chatClients)('ends on the server when the call of $name is aborted', async (client) => {
    const before = ends().length
    const controller = new AbortController()
    const reading = streamedOutcomeOf(client, {
      url: `${server().url}/score`,
      formatter: new PromptFlowContentFormatter(),
      text,
      modelKwargs: { pause: 0.2 },
      signal: controller.signal,
    })
    await pause(700)
    controller.abort()
    await reading
    await expect.poll(() => ends().length).toBeGreaterThan(before)
    expect(Number(ends().at(-1)?.[1])).toBeLessThan(12)
  })
})
