import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type RecordedRequest, type ScriptedReply, startEndpointEmulator } from '@azureml-endpoints/endpoint-emulator'

/** The key of the endpoint; no store may hold it. */
export const key = 'key-that-no-store-may-hold'

/** An endpoint and a tool that count their calls, and do not answer those that a test interrupts. */
export interface CountingEndpoint extends AsyncDisposable {
  /** The environment that programs need to call it. */
  readonly env: Readonly<Record<string, string>>
  /** The number of calls by last message, and of the tool as `tool`. */
  readonly asked: ReadonlyMap<string, number>
  /** Resolves when a call contains this text; that call gets no answer. */
  hold(text: string): Promise<void>
}

/** Starts a counting endpoint. It rejects calls that contain `poison` with status 400, and the first `busy` calls with 429. */
export async function startCountingEndpoint({ busy = 0, latencyMs = 0 } = {}): Promise<CountingEndpoint> {
  const asked = new Map<string, number>()
  const holds = new Map<string, () => void>()
  const held = new AbortController()
  let refusals = busy

  /** Counts a call; one that a test interrupts waits until the test ends. */
  async function receive(question: string): Promise<void> {
    asked.set(question, (asked.get(question) ?? 0) + 1)
    const text = [...holds.keys()].find((part) => question.includes(part))
    if (text === undefined) return
    holds.get(text)?.()
    holds.delete(text)
    await new Promise((resolve) => held.signal.addEventListener('abort', resolve))
  }

  async function reply(request: RecordedRequest): Promise<ScriptedReply> {
    const { messages = [], tools = [] } = request.body as { messages?: { content: string }[]; tools?: unknown[] }
    const question = messages.at(-1)?.content ?? ''
    if (refusals-- > 0)
      return { error: { status: 429 }, fault: { headers: { 'retry-after-ms': '200' } }, times: Infinity }
    await receive(question)
    if (question.includes('poison')) return { error: { status: 400, message: 'Refused.' } }
    if (tools.length > 0 && messages.length === 1) {
      return { toolCalls: [{ name: 'get_weather', arguments: { city: 'Oslo' } }] }
    }
    return { text: `Answer to ${question}` }
  }

  const tool = createServer((_request, response) => void receive('tool').then(() => response.end('18 degrees')))
  await new Promise<void>((resolve) => tool.listen(0, '127.0.0.1', resolve))
  const emulator = await startEndpointEmulator({
    image: 'serverless',
    apiKey: key,
    deployments: [{ name: 'blue', traffic: 100 }],
    replies: [reply],
    latencyMs,
  })
  return {
    env: {
      AZUREML_ENDPOINT_URL: `${emulator.url}/v1/chat/completions`,
      AZUREML_ENDPOINT_API_KEY: key,
      WEATHER_URL: `http://127.0.0.1:${(tool.address() as AddressInfo).port}`,
    },
    asked,
    hold: (text) => new Promise((resolve) => holds.set(text, resolve)),
    [Symbol.asyncDispose]: async () => {
      held.abort()
      tool.close()
      tool.closeAllConnections()
      await emulator.close()
    },
  }
}
