import { readChat } from '@/lib/chat-store'
import { streams } from '@/lib/streams'
import { UI_MESSAGE_STREAM_HEADERS } from 'ai'

/** Sends an unfinished answer again, from its beginning. */
export async function GET(_request: Request, { params }: { params: Promise<{ id: string }> }) {
  const chat = await readChat((await params).id)
  const stream = chat?.activeStreamId ? await streams.resumeExistingStream(chat.activeStreamId) : undefined
  if (!stream) return new Response(null, { status: 204 })
  return new Response(stream.pipeThrough(new TextEncoderStream()), { headers: UI_MESSAGE_STREAM_HEADERS })
}
