'use client'

import type { ChatMessage } from '@/lib/tools'
import { useChat } from '@ai-sdk/react'
import { DefaultChatTransport, lastAssistantMessageIsCompleteWithApprovalResponses } from 'ai'
import { Composer } from './composer'
import { Message } from './message'

/** A chat that continues from the server's state: `resume` reconnects to an answer that is still being written. */
export function Chat({ id, messages: stored, resume }: { id: string; messages: ChatMessage[]; resume: boolean }) {
  const { messages, sendMessage, addToolApprovalResponse, status, error } = useChat<ChatMessage>({
    id,
    messages: stored,
    resume,
    transport: new DefaultChatTransport({
      // What follows an approval is added to the message that asked for it; other answers are sent again from their beginning.
      resumeStreamIsReplay: !(resume && stored.at(-1)?.role === 'assistant'),
      // The server has the other messages.
      prepareSendMessagesRequest: (sent) => ({ body: { id: sent.id, message: sent.messages.at(-1) } }),
    }),
    sendAutomaticallyWhen: lastAssistantMessageIsCompleteWithApprovalResponses,
  })

  return (
    <main>
      {messages.map((message) => (
        <Message key={message.id} message={message} onDecision={addToolApprovalResponse} />
      ))}
      {error && <p role="alert">{error.message}</p>}
      <Composer isBusy={status !== 'ready' && status !== 'error'} onSend={sendMessage} />
    </main>
  )
}
