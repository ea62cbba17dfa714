import { Button, Group, Text } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { isValidElement, type ReactNode } from 'react'
import { HighlightedCode } from '../../listing/highlighted-code.tsx'

/** A code block of an answer, with its language and a copy button. It is highlighted once it is complete. */
export function CodeBlock({ children, isOpen }: CodeBlockProps): ReactNode {
  const { code, language } = contentOf(children)
  const { copied, copy } = useClipboard()
  return (
    <figure className="code-block" dir="ltr">
      <Group justify="space-between" className="code-head">
        <Text size="xs" c="dimmed">
          {language || 'text'}
        </Text>
        <Button size="compact-xs" variant="subtle" color="gray" onClick={() => copy(code)}>
          {copied ? 'Copied' : 'Copy code'}
        </Button>
      </Group>
      <pre tabIndex={0}>
        <code>
          <HighlightedCode code={code} language={isOpen ? '' : language} />
        </code>
      </pre>
    </figure>
  )
}

/** The `code` element of a block. */
export interface CodeBlockProps {
  readonly children: ReactNode
  /** Whether code is still arriving. */
  readonly isOpen: boolean
}

function contentOf(children: ReactNode): { readonly code: string; readonly language: string } {
  if (!isValidElement<{ readonly className?: string; readonly children?: unknown }>(children)) {
    return { code: '', language: '' }
  }
  const language = /language-([^\s]+)/.exec(children.props.className ?? '')?.[1] ?? ''
  return { code: String(children.props.children ?? '').replace(/\n$/, ''), language }
}
