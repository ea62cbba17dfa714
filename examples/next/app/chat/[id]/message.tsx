import type { ChatMessage } from '@/lib/tools'

type OnDecision = (decision: { id: string; approved: boolean }) => void

/** A message of the user or the model. */
export function Message({ message, onDecision }: { message: ChatMessage; onDecision: OnDecision }) {
  return (
    <article aria-label={message.role === 'user' ? 'You' : 'Model'}>
      {message.parts.map((part, index) => (
        <Part key={index} part={part} onDecision={onDecision} />
      ))}
    </article>
  )
}

function Part({ part, onDecision }: { part: ChatMessage['parts'][number]; onDecision: OnDecision }) {
  switch (part.type) {
    case 'text':
      return <p>{part.text}</p>
    case 'reasoning':
      return <p>💭 {part.text}</p>
    case 'file':
      return part.mediaType.startsWith('image/') ? <img src={part.url} alt={part.filename ?? 'image'} /> : part.filename
    case 'tool-get_weather':
      return <p>{part.state === 'output-available' ? `☁ ${part.output}` : `☁ ${part.input?.city ?? ''} …`}</p>
    case 'tool-send_email':
      if (part.state === 'approval-requested') {
        const decide = (approved: boolean) => () => onDecision({ id: part.approval.id, approved })
        return (
          <fieldset>
            <legend>Send this to {part.input.to}?</legend>
            <p>{part.input.text}</p>
            <button onClick={decide(true)}>Approve</button> <button onClick={decide(false)}>Deny</button>
          </fieldset>
        )
      }
      return (
        <p>✉ {part.state === 'output-available' ? part.output : part.state === 'output-denied' ? 'Not sent.' : '…'}</p>
      )
    default:
      return null
  }
}
