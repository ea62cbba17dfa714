import { readChat } from '@/lib/chat-store'
import { notFound } from 'next/navigation'
import { Chat } from './chat'

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  const chat = await readChat(id)
  if (chat === undefined) notFound()
  return <Chat id={id} messages={chat.messages} resume={chat.activeStreamId !== null} />
}
