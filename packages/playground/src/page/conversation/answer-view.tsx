import { isToolUIPart, type UIMessagePart } from 'ai'
import { memo, type ReactNode } from 'react'
import type { PlaygroundMessage } from '../../contract/playground-contract.ts'
import { Listing } from '../listing/listing.tsx'
import { AnswerFooter } from './answer-footer.tsx'
import { Markdown } from './markdown/markdown.tsx'
import { FailureView } from './parts/failure-view.tsx'
import { FileView } from './parts/file-view.tsx'
import { ReasoningView } from './parts/reasoning-view.tsx'
import { SourceList } from './parts/source-list.tsx'
import { type ToolPart, ToolView } from './parts/tool-view.tsx'

/** An answer of a conversation. */
export interface AnswerProps {
  readonly conversation: string
  readonly message: PlaygroundMessage
  readonly isRunning: boolean
}

/** An answer with all its parts, its measurements and its actions. */
export const AnswerView = memo(function AnswerView({ conversation, message, isRunning }: AnswerProps): ReactNode {
  return (
    <article className="message" data-role="assistant" aria-label="Model message" aria-busy={isRunning}>
      {message.parts.map((part, index) => (
        // Parts are only appended.
        // oxlint-disable-next-line react/no-array-index-key
        <PartView key={index} part={part} isLast={isRunning && index === message.parts.length - 1} />
      ))}
      <SourceList parts={message.parts} />
      {!isRunning && <AnswerFooter conversation={conversation} message={message} />}
    </article>
  )
})

interface PartProps {
  readonly part: PlaygroundMessage['parts'][number]
  /** Whether it can still grow. */
  readonly isLast: boolean
}

const PartView = memo(function PartView({ part, isLast }: PartProps): ReactNode {
  if (part.type === 'text') return <AnswerText text={part.text} isStreaming={isLast} />
  if (part.type === 'reasoning') return <ReasoningView text={part.text} isStreaming={isLast} />
  if (part.type === 'file') return <FileView file={part} />
  if (part.type === 'data-failure') return <FailureView failure={part.data} />
  return isToolUIPart(part as UIMessagePart<never, never>) ? <ToolView part={part as ToolPart} /> : undefined
})

/** Shows JSON as a listing, anything else as Markdown. */
function AnswerText({ text, isStreaming }: { readonly text: string; readonly isStreaming: boolean }): ReactNode {
  if (!text.trimStart().startsWith('{')) return <Markdown text={text} isStreaming={isStreaming} />
  const json = isStreaming ? text : prettyJson(text)
  if (json === undefined) return <Markdown text={text} isStreaming={isStreaming} />
  return <Listing label="Structured output" text={json} language={isStreaming ? '' : 'json'} />
}

function prettyJson(text: string): string | undefined {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return undefined
  }
}
