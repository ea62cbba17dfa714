import { memo, type ReactNode, useState } from 'react'
import ReactMarkdown, { type Components } from 'react-markdown'
import remarkGfm from 'remark-gfm'
import { CodeBlock } from './code-block.tsx'
import { completeBlock, MarkdownBlocks } from './markdown-blocks.ts'

/** Renders Markdown in blocks, so that only the last one is rendered again while text arrives. */
export const Markdown = memo(function Markdown({ text, isStreaming }: MarkdownProps): ReactNode {
  const [blocks] = useState(() => new MarkdownBlocks())
  const parts = blocks.split(text)
  return (
    <div className="markdown">
      {parts.map((block, index) => (
        // Blocks are only appended.
        // oxlint-disable-next-line react/no-array-index-key
        <Block key={index} text={block} isOpen={isStreaming && index === parts.length - 1} />
      ))}
    </div>
  )
})

/** Renders some Markdown to nowhere, because the first time takes tens of milliseconds. */
export function warmUpMarkdown(): void {
  for (const block of new MarkdownBlocks().split(everyElement)) {
    ReactMarkdown({ children: completeBlock(block), remarkPlugins: [remarkGfm], components })
  }
}

const everyElement =
  '## Heading\n\nA **bold** [link](https://example.com) and `code`\n\n- item\n\n```ts\ncode\n```\n\n| a |\n|---|\n| b |'

/** What to render. */
export interface MarkdownProps {
  readonly text: string
  /** Whether text is still arriving. */
  readonly isStreaming: boolean
}

const Block = memo(function Block({ text, isOpen }: { readonly text: string; readonly isOpen: boolean }): ReactNode {
  if (text.length > longestBlock) return <p className="plain">{text}</p>
  return (
    <ReactMarkdown remarkPlugins={[remarkGfm]} components={isOpen ? openComponents : components}>
      {isOpen ? completeBlock(text) : text}
    </ReactMarkdown>
  )
})

/** Longer blocks are shown as they are, because parsing them would stall the page. */
const longestBlock = 20_000

/** External images are not fetched: an image becomes a link. */
const components: Components = {
  p: ({ children }) => <p dir="auto">{children}</p>,
  li: ({ children }) => <li dir="auto">{children}</li>,
  a: ({ href, children }) => (
    <a href={href} target="_blank" rel="noreferrer">
      {children}
    </a>
  ),
  img: ({ src, alt }) => (
    <a href={typeof src === 'string' ? src : undefined} target="_blank" rel="noreferrer">
      {alt || 'image'}
    </a>
  ),
  pre: ({ children }) => <CodeBlock isOpen={false}>{children}</CodeBlock>,
}

const openComponents: Components = {
  ...components,
  pre: ({ children }) => <CodeBlock isOpen>{children}</CodeBlock>,
}
