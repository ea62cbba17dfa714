import { type ReactNode, useEffect, useState } from 'react'

/** The code to show. */
export interface HighlightedCodeProps {
  readonly code: string
  /** The name of the language; code in an unknown one stays plain. */
  readonly language: string
}

/** Code in colors: plain until the highlighter is loaded, and if it is long. */
export function HighlightedCode({ code, language }: HighlightedCodeProps): ReactNode {
  const [highlighted, setHighlighted] = useState<Highlighted>()
  useEffect(() => {
    if (language === '' || code.length > longestCode) return
    let isCurrent = true
    void highlight(code, language).then((nodes) => {
      if (isCurrent) setHighlighted({ code, nodes })
      return undefined
    })
    return () => {
      isCurrent = false
    }
  }, [code, language])
  return highlighted?.code === code ? highlighted.nodes : code
}

interface Highlighted {
  readonly code: string
  readonly nodes: ReactNode
}

/** The number of characters that are highlighted without stalling the page. */
const longestCode = 20_000

async function highlight(code: string, language: string): Promise<ReactNode> {
  const { highlightCode } = await import('./highlighter.tsx')
  return highlightCode(code, language)
}
