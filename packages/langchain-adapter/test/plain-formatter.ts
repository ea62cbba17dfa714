import {
  type ChatRequest,
  type ContentCodec,
  ContentFormatterBase,
  type ParsedChatChunk,
  type ParsedChatResponse,
} from '@azureml-endpoints/core'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'
import { AzureMLChatOnlineEndpoint, type AzureMLChatOnlineEndpointFields } from '../src/index.ts'

/** A formatter whose bodies are core's own requests and answers, so that a test can use every field of them. */
class PlainFormatter extends ContentFormatterBase {
  override readonly name = 'plain'
  override readonly codecs: { serverless: ContentCodec } = {
    serverless: {
      formatRequest: (request, { stream }) => ({ request, ...(stream && { stream }) }),
      parseResponse: (body) => withDates(body) as unknown as ParsedChatResponse,
      openStream: () => (event) =>
        event === undefined || event === '[DONE]' ? undefined : (withDates(event) as ParsedChatChunk),
    },
  }
}

/** A body as `PlainFormatter` sends it. */
export interface PlainBody {
  readonly request: ChatRequest
  readonly stream?: boolean
}

/** Creates a chat model on a server of its own, whose answers are made by `reply`: an answer, or the events of a stream. */
export async function plainChat(
  reply: (body: PlainBody) => object | readonly object[],
  fields: AzureMLChatOnlineEndpointFields = {},
): Promise<{ model: AzureMLChatOnlineEndpoint; requests: ChatRequest[] }> {
  const requests: ChatRequest[] = []
  const server = createServer(async (request, response) => {
    const body = (await json(request)) as PlainBody
    requests.push(body.request)
    const answer = reply(body)
    const events = Array.isArray(answer) ? answer.map((event) => `data: ${JSON.stringify(event)}\n\n`) : undefined
    response.setHeader('content-type', events === undefined ? 'application/json' : 'text/event-stream')
    response.end(events?.join('') ?? JSON.stringify(answer))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo
  const url = `http://127.0.0.1:${port}/v1/chat/completions`
  const model = new AzureMLChatOnlineEndpoint({
    endpointUrl: url,
    endpointApiKey: 'key-of-a-test',
    contentFormatter: PlainFormatter,
    ...fields,
  })
  return { model, requests }
}

function withDates(body: unknown): object {
  const { createdAt, audio, ...fields } = body as { createdAt?: string; audio?: { expiresAt?: string } }
  return {
    ...fields,
    ...(createdAt !== undefined && { createdAt: new Date(createdAt) }),
    ...(audio !== undefined && {
      audio: audio.expiresAt === undefined ? audio : { ...audio, expiresAt: new Date(audio.expiresAt) },
    }),
  }
}
