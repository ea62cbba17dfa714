import { expect, it } from 'vitest'
import { type Block, parseMarkdown } from './markdown.ts'

const fence = '```'

function only(text: string): Block | undefined {
  const { blocks } = parseMarkdown(text)
  expect(blocks).toHaveLength(1)
  return blocks[0]
}

it('reads the comments above a block, on one line or on several', () => {
  const text = `A word.\n\n<!-- one -->\n<!-- two -->\n\n<!-- three -->\n\n${fence}sh\nls\n${fence}\n`
  expect(only(text)?.comments).toEqual(['one', 'two', 'three'])
  expect(only(`<!-- one -->\n\nA word.\n\n${fence}sh\nls\n${fence}\n`)?.comments).toEqual([])
})

it.each([
  ['Save this as `ask.ts`:', 'ask.ts'],
  ['Put the URL into `.env.local`, beside `package.json`. For example, in `src/my-model.ts`:', 'src/my-model.ts'],
  ['`app/chat/[id]/page.tsx`:', 'app/chat/[id]/page.tsx'],
  ['`ask.ts` prints the answer.', undefined],
  ['The option `fetch`:', undefined],
])('knows which file a block is: %s', (paragraph, file) => {
  expect(only(`${paragraph}\n\n<!-- examples/a.ts -->\n\n${fence}ts\na()\n${fence}\n`)?.file).toBe(file)
})

it('knows which block stands above, if at most a paragraph is between them', () => {
  const { blocks } = parseMarkdown(
    `${fence}sh\nls\n${fence}\n\nIt prints:\n\n${fence}text\na\n${fence}\n\n## Next\n\n${fence}text\nb\n${fence}\n`,
  )
  expect(blocks.map(({ previous }) => previous?.code)).toEqual([undefined, 'ls', undefined])
})

it('reads blocks in lists, without their indentation', () => {
  const block = only(`1. First:\n\n   ${fence}sh\n   ls\n   ${fence}\n`)
  expect(block).toMatchObject({ code: 'ls', language: 'sh', line: 3, column: 4 })
})

it('reads tabs', () => {
  const code = `${fence}sh\nls\n${fence}\n\n`
  const { blocks } = parseMarkdown(
    `${code}<!-- tabs -->\n\n**Core**\n\n${code}**AI SDK**\n\n${code}${code}<!-- /tabs -->\n\n**Bold**\n\n${code}`,
  )
  expect(blocks.map(({ tab }) => tab)).toEqual([undefined, 'Core', 'AI SDK', 'AI SDK', undefined])
})

it('reads code in tables and no code in blocks', () => {
  const { inlineCode } = parseMarkdown(`| a |\n| --- |\n| \`pnpm test\` |\n\n${fence}sh\necho \`date\`\n${fence}\n`)
  expect(inlineCode).toEqual([{ text: 'pnpm test', line: 3 }])
})
