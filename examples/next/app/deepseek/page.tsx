'use client'

import { useChat } from '@ai-sdk/react'
import { DefaultChatTransport } from 'ai'
import { type FormEvent, useState } from 'react'

const transport = new DefaultChatTransport({ api: '/api/deepseek' })

export default function Page() {
  const { messages, sendMessage, stop, status, error } = useChat({ transport })
  const [text, setText] = useState('')
  const isBusy = status === 'submitted' || status === 'streaming'

  function send(event: FormEvent) {
    event.preventDefault()
    sendMessage({ text })
    setText('')
  }

  return (
    <main>
      {messages.map(({ id, role, parts }) => (
        <article key={id} aria-label={role}>
          {parts.map((part, index) => {
            if (part.type === 'reasoning') return <em key={index}>{part.text}</em>
            return part.type === 'text' ? <p key={index}>{part.text}</p> : null
          })}
        </article>
      ))}
      {error && <p role="alert">{error.message}</p>}
      <form onSubmit={send}>
        <input
          aria-label="Message"
          placeholder="Message"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        {isBusy ? (
          <button type="button" onClick={stop}>
            Stop
          </button>
        ) : (
          <button disabled={text === ''}>Send</button>
        )}
      </form>
    </main>
  )
}
