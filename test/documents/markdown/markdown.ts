import type { Code, Nodes, Paragraph, Parents, Root } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'
import { visit } from 'unist-util-visit'

/** A fenced block of code. */
export interface Block {
  /** The word behind the fence; empty if there is none. */
  readonly language: string
  readonly code: string
  readonly line: number
  /** Where it begins and ends in the text, with its fences. */
  readonly start: number
  readonly end: number
  /** The column of its fence, from 1. */
  readonly column: number
  /** The comments `<!-- … -->` directly above, in order. */
  readonly comments: readonly string[]
  /** The file in `examples/` that it shows, as a comment above it says, with its `#region`. */
  readonly example: string | undefined
  /** The block directly above, if at most one paragraph stands between them. */
  readonly previous: Block | undefined
  /** The tab that it is in, if it stands between `<!-- tabs -->` and `<!-- /tabs -->`. */
  readonly tab: string | undefined
  /** The name of a file in backticks in the paragraph directly above, if that ends with a colon. */
  readonly file: string | undefined
}

/** A piece of text between single backticks. */
export interface InlineCode {
  readonly text: string
  readonly line: number
}

/** What a Markdown document consists of, as far as tests look at it. */
export interface Markdown {
  readonly blocks: readonly Block[]
  readonly inlineCode: readonly InlineCode[]
  /** The targets of its links, as they are written. */
  readonly links: readonly string[]
}

/** Parses a document as GitHub does. */
export function parseMarkdown(text: string): Markdown {
  const tree = fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] })
  const blocks: Block[] = []
  const inlineCode: InlineCode[] = []
  const links: string[] = []
  const byNode = new Map<Nodes, Block>()
  const tabs = tabsOf(tree)
  visit(tree, (node, index, parent) => {
    if (node.type === 'inlineCode') inlineCode.push({ text: node.value, line: lineOf(node) })
    if (node.type === 'link' || node.type === 'definition') links.push(node.url)
    if (node.type !== 'code' || parent === undefined || index === undefined) return
    const block = blockOf(node, parent, { index, byNode, tabs })
    byNode.set(node, block)
    blocks.push(block)
  })
  return { blocks, inlineCode, links }
}

interface Place {
  readonly index: number
  readonly byNode: ReadonlyMap<Nodes, Block>
  readonly tabs: readonly Tab[]
}

/** The part of a document that a tab shows. */
interface Tab {
  readonly name: string
  readonly start: number
  end: number
}

function blockOf(node: Code, parent: Parents, { index, byNode, tabs }: Place): Block {
  const { start, end } = node.position ?? {}
  const above: readonly Nodes[] = parent.children.slice(0, index).toReversed()
  const comments = leading(above, isComment)
  const rest = above.slice(comments.length)
  const [paragraph] = rest
  const isParagraph = paragraph?.type === 'paragraph'
  const before = isParagraph ? rest.slice(1).find((one) => !isComment(one)) : paragraph
  const texts = comments.toReversed().flatMap(commentsIn)
  return {
    language: node.lang ?? '',
    code: node.value,
    line: lineOf(node),
    start: start?.offset ?? 0,
    end: end?.offset ?? 0,
    column: start?.column ?? 1,
    comments: texts,
    example: texts.find((comment) => comment.startsWith('examples/'))?.slice('examples/'.length),
    previous: before && byNode.get(before),
    tab: tabs.find((tab) => tab.start <= lineOf(node) && lineOf(node) <= tab.end)?.name,
    file: isParagraph ? fileNamedIn(paragraph) : undefined,
  }
}

function leading<Item>(items: readonly Item[], matches: (item: Item) => boolean): readonly Item[] {
  const end = items.findIndex((item) => !matches(item))
  return end === -1 ? items : items.slice(0, end)
}

function isComment(node: Nodes): boolean {
  return commentsIn(node).length > 0
}

/** Comments on consecutive lines are one node. */
function commentsIn(node: Nodes): readonly string[] {
  if (node.type !== 'html') return []
  return Array.from(node.value.matchAll(/<!--\s*([^]*?)\s*-->/g), ([, comment = '']) => comment)
}

/** Lists the tabs by their lines. A bold line names a tab; it lasts until the next one, or until the group ends. */
function tabsOf({ children }: Root): readonly Tab[] {
  const tabs: Tab[] = []
  let isOpen = false
  for (const node of children) {
    const comments = commentsIn(node)
    isOpen = comments.includes('tabs') || (isOpen && !comments.includes('/tabs'))
    if (!isOpen) continue
    const name = boldLine(node)
    if (name !== undefined) tabs.push({ name, start: lineOf(node), end: lineOf(node) })
    const current = tabs.at(-1)
    if (current !== undefined) current.end = node.position?.end.line ?? current.end
  }
  return tabs
}

function boldLine(node: Nodes): string | undefined {
  if (node.type !== 'paragraph' || node.children.length !== 1) return undefined
  const [strong] = node.children
  const [text] = strong?.type === 'strong' ? strong.children : []
  return text?.type === 'text' ? text.value : undefined
}

function fileNamedIn({ children }: Paragraph): string | undefined {
  const last = children.at(-1)
  if (last?.type !== 'text' || !last.value.endsWith(':')) return undefined
  const names = children.flatMap((child) => (child.type === 'inlineCode' ? [child.value] : []))
  return names.findLast((name) =>
    /^[\w./[\]-]*\.(tsx?|mjs|cjs|jsx?|jsonl?|ya?ml|vue|html|py|env(?:\.\w+)?)$/.test(name),
  )
}

function lineOf(node: Nodes): number {
  return node.position?.start.line ?? 0
}
