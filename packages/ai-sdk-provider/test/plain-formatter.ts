import {
  type AnswerExtras,
  type ChatRequest,
  ContentFormatterBase,
  type ParsedChatChunk,
  type ParsedChatResponse,
  type RequestContext,
} from '@azureml-endpoints/core'
import { CustomOpenAIChatContentFormatter } from '@azureml-endpoints/formatters-openai'
import type { ScriptedReply } from '@azureml-endpoints/endpoint-emulator'

const openAI = new CustomOpenAIChatContentFormatter().codecs.serverless

/** A formatter whose answers are core's own fields, so that every extra can be sent; `core` of the body is core's request. */
export class PlainFormatter extends ContentFormatterBase {
  readonly name = 'plain'
  readonly codecs = {
    serverless: {
      formatRequest: (request: ChatRequest, context: RequestContext) => ({
        ...(openAI.formatRequest(request, context) as object),
        core: request,
      }),
      parseResponse: (body: unknown) => revived(body as ParsedChatResponse),
      openStream: () => (event: unknown) =>
        typeof event === 'object' && event !== null ? revived(event as ParsedChatChunk) : undefined,
    },
  }
}

function revived<T extends AnswerExtras>(parsed: T): T {
  const { createdAt, audio } = parsed
  return {
    ...parsed,
    ...(createdAt !== undefined && { createdAt: new Date(createdAt) }),
    ...(audio?.expiresAt !== undefined && { audio: { ...audio, expiresAt: new Date(audio.expiresAt) } }),
  }
}

/** Creates a reply with a whole answer. */
export function whole(answer: ParsedChatResponse): ScriptedReply {
  return { raw: { headers: { 'content-type': 'application/json' }, body: JSON.stringify(answer) } }
}

/** Creates a reply with the chunks of an answer. */
export function chunks(...answer: readonly ParsedChatChunk[]): ScriptedReply {
  const body = answer.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`).join('')
  return { raw: { headers: { 'content-type': 'text/event-stream' }, body: `${body}data: [DONE]\n\n` } }
}
