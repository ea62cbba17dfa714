import { readChat, saveChat } from '@/lib/chat-store'
import { streams } from '@/lib/streams'
import { type ChatMessage, toolApproval, tools } from '@/lib/tools'
import { azureML } from '@azureml-endpoints/ai-sdk-provider'
import {
  convertToModelMessages,
  createUIMessageStreamResponse,
  generateId,
  isStepCount,
  streamText,
  toUIMessageStream,
  validateUIMessages,
} from 'ai'

/** Answers a message, or continues after the approval of a tool call; `message` is the last one on the page. */
export async function POST(request: Request) {
  const { id, message } = (await request.json()) as { id: string; message: ChatMessage }
  const chat = await readChat(id)
  if (chat === undefined) return new Response('This chat does not exist.', { status: 404 })
  const messages = await validateUIMessages<ChatMessage>({
    messages: [...chat.messages.filter((earlier) => earlier.id !== message.id), message],
    tools,
  })
  await saveChat(id, { messages, activeStreamId: null })

  const result = streamText({
    model: azureML(),
    messages: await convertToModelMessages(messages, { tools }),
    tools,
    toolApproval,
    experimental_toolApprovalSecret: process.env.TOOL_APPROVAL_SECRET,
    stopWhen: isStepCount(5),
  })

  return createUIMessageStreamResponse({
    stream: toUIMessageStream<typeof tools, ChatMessage>({
      stream: result.stream,
      originalMessages: messages,
      generateMessageId: generateId,
      // The page shows it. It may name the endpoint; say less to strangers.
      onError: (error) => (error instanceof Error ? error.message : 'The model could not be called.'),
      onEnd: (end) => saveChat(id, { messages: end.messages, activeStreamId: null }),
    }),
    async consumeSseStream({ stream }) {
      const activeStreamId = generateId()
      await saveChat(id, { activeStreamId })
      await streams.createNewResumableStream(activeStreamId, () => stream)
    },
  })
}
