import { createMarkdownRenderer, type MarkdownRenderer } from 'vitepress'
import { beforeAll, describe, expect, it } from 'vitest'
import { codeBreaks } from '../src/markdown/code-breaks.ts'
import { diagrams } from '../src/markdown/diagrams.ts'
import { headingAnchor } from '../src/markdown/heading-anchor.ts'
import { repositoryLinks } from '../src/markdown/links.ts'
import { tableCorners } from '../src/markdown/table-corners.ts'
import { tabs } from '../src/markdown/tabs.ts'
import { root } from '../src/pages/repository.ts'

let md: MarkdownRenderer

beforeAll(async () => {
  md = await createMarkdownRenderer(root, { highlight: (code) => code })
  md.use(tabs)
    .use(tableCorners)
    .use(codeBreaks)
    .use(diagrams)
    .use(repositoryLinks, (file: string) => file === 'docs/start/models.md')
})

async function rendered(markdown: string): Promise<string> {
  return md.renderAsync(markdown, {
    path: `${root}/docs/guides/tools.md`,
    relativePath: 'guides/tools.md',
    cleanUrls: true,
  })
}

const group = '<!-- tabs -->\n\n**Core**\n\n```ts\none()\n```\n\n**AI SDK**\n\nText.\n\n<!-- /tabs -->\n'

describe('tabs', () => {
  it('become a component with a slot for each name', async () => {
    const html = await rendered(`Before.\n\n${group}\nAfter.`)
    expect(html).toContain('<DocTabs :labels="[&quot;Core&quot;,&quot;AI SDK&quot;]">')
    expect(html).toMatch(/<template #tab-0>[^]*one\(\)[^]*<\/template>\s*<template #tab-1>\s*<p>Text\.<\/p>/)
    expect(html).toMatch(/<p>Before\.<\/p>[^]*<\/DocTabs>\s*<p>After\.<\/p>/)
    expect(html).not.toContain('<strong>')
  })

  it('keep a comment above their code, and bold text inside a paragraph or a list', async () => {
    const html = await rendered(
      '<!-- tabs -->\n\n**A**\n\nSome **bold** text.\n\n- **item**\n\n**B**\n\nText.\n\n<!-- /tabs -->\n',
    )
    expect(html).toContain('[&quot;A&quot;,&quot;B&quot;]')
    expect(html).toContain('<strong>item</strong>')
  })

  it.each([
    ['<!-- tabs -->\n\n**A**\n\nText.\n', 'has no <!-- /tabs -->'],
    ['Text.\n\n<!-- /tabs -->\n', 'without <!-- tabs -->'],
    ['<!-- tabs -->\n\nText.\n\n<!-- /tabs -->\n', 'the name of the first tab'],
    ['<!-- tabs -->\n\n<!-- /tabs -->\n', 'the name of the first tab'],
  ])('report what is wrong in %j', async (markdown, message) => {
    await expect(rendered(markdown)).rejects.toThrow(message)
  })
})

describe('links', () => {
  it.each([
    ['[a](../start/models.md)', 'href="/start/models"'],
    ['[a](../start/models.md#gpt-oss)', 'href="/start/models#gpt-oss"'],
    ['[a](../../examples/core/chat.ts)', '/blob/main/examples/core/chat.ts"'],
    ['[a](../../examples/next)', '/tree/main/examples/next"'],
    [
      '[a](https://github.com/azureml-endpoints/azureml-endpoints/blob/main/docs/start/models.md#x)',
      '"/start/models#x"',
    ],
    ['[a](https://azureml-endpoints.github.io/azureml-endpoints/start/models)', 'href="/start/models"'],
    ['[a](https://example.com/docs/start/models.md)', 'href="https://example.com/docs/start/models.md"'],
    ['[a](#here)', 'href="#here"'],
    ['**[`a`](../start/models.md)**', 'href="/start/models"'],
    ['![a](https://example.com/a.png)', 'src="https://example.com/a.png"'],
  ])('%s leads to %s', async (markdown, expected) => {
    expect(await rendered(markdown)).toContain(expected)
  })
})

describe('diagrams', () => {
  it('are drawn, without rules, fonts or anchors that would hold for the page', async () => {
    const html = await rendered('```mermaid\nflowchart TD\n  a[First] --> b[Second]\n```\n')
    expect(html).toMatch(/role="img" aria-label="Flow chart"[^]*<svg[^]*First/)
    expect(html).not.toMatch(/<style|@import|\sid="a"/)
  })
})

describe('tables', () => {
  it('have no headings without text', async () => {
    const html = await rendered('|   | a |\n| - | - |\n| b | c |\n')
    expect(html.match(/<th[ >]/g)).toHaveLength(1)
  })
})

describe('code in the text', () => {
  it.each([
    ['`CustomOpenAIChatFormatter`', '>Custom<wbr>OpenAIChat<wbr>Formatter<'],
    ['`/v1/chat/completions`', '>/<wbr>v1/<wbr>chat/<wbr>completions<'],
    ['`<your-resource>`', '>&lt;your-resource&gt;<'],
    ['`max_tokens`', '>max_<wbr>tokens<'],
  ])('breaks between words: %s', async (markdown, expected) => {
    expect(await rendered(markdown)).toContain(expected)
  })
})

describe('anchors of headings', () => {
  it.each([
    ['A formatter of your own', 'a-formatter-of-your-own'],
    ['What `stream()` yields: chunks', 'what-stream-yields-chunks'],
    ['429 and 424', '429-and-424'],
    ['`maxTokens`, `stop` & more', 'maxtokens-stop--more'],
    ['gpt-oss_20b', 'gpt-oss_20b'],
    ['Größe', 'größe'],
  ])('are those of GitHub: %s', (heading, anchor) => {
    expect(headingAnchor(heading.replaceAll('`', ''))).toBe(anchor)
  })
})
