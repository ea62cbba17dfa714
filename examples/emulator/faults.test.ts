// Failures that are hard to provoke on Azure: each is one line.

import { AzureMLEndpointClient, type EndpointOptions } from '@azureml-endpoints/core'
import { type Fault, startEndpointEmulator } from '@azureml-endpoints/endpoint-emulator'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import { expect, it } from 'vitest'

type Limits = Pick<EndpointOptions, 'timeout' | 'idleTimeout'>

const faults: [what: string, fault: Fault, message: RegExp, limits?: Limits][] = [
  ['is overloaded', { status: 429, retryAfter: 30 }, /Too many requests/],
  ['has crashed', { modelStatus: 500, body: 'CUDA out of memory' }, /CUDA out of memory/],
  ['does not answer', { firstByteDelayMs: 5000 }, /No byte of the answer arrived within 100 ms/, { timeout: 100 }],
  ['goes silent in the middle', { stallAtByte: 300 }, /no byte for 100 ms/, { idleTimeout: 100 }],
  ['drops the connection in the middle', { reset: { atByte: 300 } }, /lost in the middle/],
]

it.each(faults)('reports an endpoint that %s', async (_what, fault, message, limits) => {
  await using emulator = await startEndpointEmulator({ faults: [fault] })
  const client = new AzureMLEndpointClient({
    endpointUrl: `${emulator.url}/v1/chat/completions`,
    endpointApiKey: 'my-api-key',
    contentFormatter: CustomOpenAIChatContentFormatter,
    maxRetries: 0,
    ...limits,
  })
  const read = async (): Promise<void> => {
    for await (const { text } of client.stream({ messages: [{ role: 'user', content: 'Hello' }] })) void text
  }
  await expect(read()).rejects.toThrow(message)
})
