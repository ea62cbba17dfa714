import type { MarkdownRenderer } from 'vitepress'

type State = Parameters<Parameters<MarkdownRenderer['core']['ruler']['push']>[1]>[0]
type Token = State['tokens'][number]

/**
 * Turns what stands between `<!-- tabs -->` and `<!-- /tabs -->` into tabs, named by paragraphs that are bold as a whole.
 * On GitHub the same text reads as one block after the other, each under its name.
 */
export function tabs(md: MarkdownRenderer): void {
  md.core.ruler.push('tabs', (state) => {
    const tokens: Token[] = []
    for (let index = 0; index < state.tokens.length; index++) {
      const token = state.tokens[index] as Token
      if (isComment(token, '/tabs')) throw new Error('<!-- /tabs --> stands without <!-- tabs --> above it.')
      if (!isComment(token, 'tabs')) {
        tokens.push(token)
        continue
      }
      const end = state.tokens.findIndex((other, at) => at > index && isComment(other, '/tabs'))
      if (end === -1) throw new Error('<!-- tabs --> has no <!-- /tabs --> below it.')
      tokens.push(...grouped(state, state.tokens.slice(index + 1, end)))
      index = end
    }
    state.tokens = tokens
  })
}

function grouped(state: State, tokens: readonly Token[]): readonly Token[] {
  const starts = tokens.flatMap((_, index) => (labelAt(tokens, index) === undefined ? [] : [index]))
  if (starts[0] !== 0) throw new Error('<!-- tabs --> has to be followed by the name of the first tab: **Core**')
  const labels = starts.map((start) => labelAt(tokens, start) as string)
  const panels = starts.flatMap((start, tab) =>
    [html(state, `<template #tab-${tab}>`)].concat(
      tokens.slice(start + labelLength, starts[tab + 1]),
      html(state, '</template>'),
    ),
  )
  const names = state.md.utils.escapeHtml(JSON.stringify(labels))
  return [html(state, `<DocTabs :labels="${names}">`), ...panels, html(state, '</DocTabs>')]
}

/** A label is a paragraph: its start, its text and its end. */
const labelLength = 3

function labelAt(tokens: readonly Token[], index: number): string | undefined {
  const [open, text] = tokens.slice(index, index + labelLength)
  if (open?.type !== 'paragraph_open' || open.level !== 0) return undefined
  return /^\*\*([^*]+)\*\*$/.exec(text?.content.trim() ?? '')?.[1]
}

function isComment(token: Token, name: string): boolean {
  return token.type === 'html_block' && token.content.trim() === `<!-- ${name} -->`
}

function html(state: State, content: string): Token {
  const token = new state.Token('html_block', '', 0)
  token.content = `${content}\n`
  return token
}
