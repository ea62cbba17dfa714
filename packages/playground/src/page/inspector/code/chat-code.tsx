import { type ReactNode, useMemo } from 'react'
import type { PlaygroundMessage } from '../../../contract/playground-contract.ts'
import { codeSample } from '../../code-samples/code-sample.ts'
import { textOf } from '../../conversation/actions/message-text.ts'
import { useStore } from '../../state/store.ts'
import { useConversation } from '../../state/use-conversation.ts'
import { CurlView } from './curl-view.tsx'
import { type CodeForm, TypeScriptView } from './typescript-view.tsx'

/** The last question as code. */
export function ChatCode({ form }: { readonly form: CodeForm }): ReactNode {
  const conversation = useStore((state) => state.shownConversation)
  const settings = useStore((state) => state.settings)
  const messages = useConversation(conversation, 'messages')
  const last = messages.findLastIndex(({ role }) => role === 'user')
  const asked = last < 0 ? sample : messages.slice(0, last + 1)
  const question = asked.at(-1)!
  // Messages that only grow by another answer make the same request.
  const request = useMemo(() => ({ messages: asked, settings }), [question.id, settings])
  if (form === 'curl') return <CurlView operation="chat" request={request} />
  const files = question.parts.flatMap((part) =>
    part.type === 'file' ? [{ name: part.filename ?? '', mediaType: part.mediaType }] : [],
  )
  return (
    <TypeScriptView
      entryPoint={form}
      generate={(target) => codeSample(form, { ...target, question: textOf(question), files })}
    />
  )
}

const sample: readonly PlaygroundMessage[] = [
  { id: 'sample', role: 'user', parts: [{ type: 'text', text: 'Will it rain?' }] },
]
