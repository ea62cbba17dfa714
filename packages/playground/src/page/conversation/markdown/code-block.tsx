import { Button, Group, Text } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { isValidElement, type ReactNode, useEffect, useState } from 'react'

/** A code block of an answer, with its language and a copy button. It is highlighted once it is complete. */
export function CodeBlock({ children, isOpen }: CodeBlockProps): ReactNode {
  const { code, language } = contentOf(children)
  const { copied, copy } = useClipboard()
  const [highlighted, setHighlighted] = useState<Highlighted>()
  useEffect(() => {
    if (isOpen || language === '' || code.length > longestCode) return
    let isCurrent = true
    void highlight(code, language).then((nodes) => {
      if (isCurrent) setHighlighted({ code, nodes })
      return undefined
    })
    return () => {
      isCurrent = false
    }
  }, [code, language, isOpen])
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
        <code>{highlighted?.code === code ? highlighted.nodes : code}</code>
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

interface Highlighted {
  readonly code: string
  readonly nodes: ReactNode
}

/** The number of characters that are highlighted without stalling the page. */
const longestCode = 20_000

function contentOf(children: ReactNode): { readonly code: string; readonly language: string } {
  if (!isValidElement<{ readonly className?: string; readonly children?: unknown }>(children)) {
    return { code: '', language: '' }
  }
  const language = /language-([^\s]+)/.exec(children.props.className ?? '')?.[1] ?? ''
  return { code: String(children.props.children ?? '').replace(/\n$/, ''), language }
}

async function highlight(code: string, language: string): Promise<ReactNode> {
  const { highlightCode } = await import('./highlighter.tsx')
  return highlightCode(code, language)
}
