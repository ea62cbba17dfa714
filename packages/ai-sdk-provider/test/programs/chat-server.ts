import {
  convertToModelMessages,
  createUIMessageStreamResponse,
  generateId,
  isStepCount,
  type LanguageModel,
  streamText,
  toUIMessageStream,
  type ToolSet,
  UI_MESSAGE_STREAM_HEADERS,
  type UIMessage,
} from 'ai'
import { createResumableStreamContext } from 'resumable-stream/generic'
import { createMemoryPubSub } from '../../../../examples/next/lib/memory-pub-sub.ts'

/** The server of a chat application: what it stores, and how it answers the page. */
export interface ChatServer {
  readonly stored: { messages: readonly UIMessage[]; activeStreamId: string | undefined }
  handle(request: Request): Promise<Response>
}

/** Starts a server with resumable streams, of which one chat is enough here. */
export function startChatServer(model: LanguageModel, tools: ToolSet): ChatServer {
  const stored: ChatServer['stored'] = { messages: [], activeStreamId: undefined }
  const streams = createResumableStreamContext({ waitUntil: null, ...createMemoryPubSub() })

  async function answer(message: UIMessage): Promise<Response> {
    const originalMessages = [...stored.messages.filter(({ id }) => id !== message.id), message]
    Object.assign(stored, { messages: originalMessages, activeStreamId: undefined })
    const { stream } = streamText({
      model,
      messages: await convertToModelMessages(originalMessages),
      tools,
      toolApproval: { delete_file: 'user-approval' },
      stopWhen: isStepCount(5),
    })
    return createUIMessageStreamResponse({
      stream: toUIMessageStream({
        stream,
        originalMessages,
        generateMessageId: generateId,
        onEnd: ({ messages }) => void Object.assign(stored, { messages, activeStreamId: undefined }),
      }),
      async consumeSseStream({ stream: events }) {
        stored.activeStreamId = generateId()
        await streams.createNewResumableStream(stored.activeStreamId, () => events)
      },
    })
  }

  async function resume(): Promise<Response> {
    if (stored.activeStreamId === undefined) return new Response(null, { status: 204 })
    const events = await streams.resumeExistingStream(stored.activeStreamId)
    return new Response(events?.pipeThrough(new TextEncoderStream()), { headers: UI_MESSAGE_STREAM_HEADERS })
  }

  return {
    stored,
    async handle(request) {
      if (request.method === 'GET') return resume()
      const { message } = (await request.json()) as { message: UIMessage }
      return answer(message)
    },
  }
}
