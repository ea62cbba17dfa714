import { describe, expect, it } from 'vitest'
import { entryPoints } from '../../src/contract/playground-contract.ts'
import { overflowingWidths, violationsOf } from '../accessibility.ts'
import { takeScreenshot } from '../browser.ts'
import { usePlayground } from '../playground-on-screen.ts'

const on = usePlayground()

describe('embeddings', { timeout: 60_000 }, () => {
  it('show how similar texts are, as a matrix and as pairs, with dimensions and tokens', async () => {
    await on.choose('View', 'Embeddings')
    await on.page.getByRole('textbox', { name: 'Texts' }).fill('Steel bolts\nA coat\n\nSteel bolts')
    await on.page.getByRole('textbox', { name: 'Dimensions' }).fill('16')
    await on.page.getByRole('button', { name: 'Embed' }).click()
    await on.page.getByText(/^3 vectors · 16 dimensions · \d+ tokens · \d+ ms$/).waitFor()
    const matrix = on.page.getByRole('table', { name: 'Similarity of the texts' })
    expect(await matrix.getByRole('row', { name: '3. Steel bolts' }).getByRole('cell').allTextContents()).toEqual([
      '1.00',
      expect.stringMatching(/^-?0\.\d\d$/),
      '1.00',
    ])
    await on.choose('Similarity as', 'Most similar pairs')
    const pairs = on.page.getByRole('list', { name: 'Similar pairs' }).getByRole('listitem')
    expect(await pairs.first().textContent()).toContain('Steel bolts ↔ Steel bolts1.000')
    expect(await pairs.count()).toBe(3)
  })

  it('show their traffic in the inspector, and leave the chat as it was', async () => {
    await on.ask('Before')
    await on.answered()
    await on.choose('View', 'Embeddings')
    await on.choose('Client', 'LangChain')
    await on.page.getByRole('button', { name: 'Embed' }).click()
    await on.page.getByText(/^4 vectors/).waitFor()
    expect(await on.sentBody()).toEqual({ input: expect.arrayContaining(['A warm coat for winter']) })
    await on.choose('View', 'Chat')
    expect(await on.lastAnswer()).toContain('Before')
    expect(await on.page.getByRole('radio', { name: 'core' }).isChecked()).toBe(true)
    expect(await on.sentBody()).toHaveProperty('messages')
  })

  it('use a formatter that has them, Cohere included, and say why one fails', async () => {
    await on.page.getByRole('combobox', { name: 'Formatter' }).click()
    await on.page.getByRole('option', { name: 'Claude' }).click()
    await on.choose('View', 'Embeddings')
    expect(await on.page.getByRole('textbox', { name: 'System prompt' }).count()).toBe(0)
    expect(await on.page.getByRole('combobox', { name: 'Formatter' }).inputValue()).toBe('OpenAI chat')
    await on.page.getByRole('combobox', { name: 'Formatter' }).click()
    expect(await on.page.getByRole('option').allTextContents()).toEqual([
      'OpenAI chat',
      'Mistral chat',
      'Cohere v2',
      'Cohere v1',
    ])
    await on.page.getByRole('option', { name: 'Cohere v2' }).click()
    await on.page.getByRole('button', { name: 'Embed' }).click()
    await on.page.getByText(/^4 vectors/).waitFor()
    await on.simulateFault('Wrong key (401)')
    await on.page.getByRole('button', { name: 'Embed' }).click()
    await on.page.getByRole('region', { name: 'Result' }).getByText('EndpointError · HTTP 401').waitFor()
    await takeScreenshot(on.page, 'embeddings-failure')
    await on.page.getByRole('button', { name: 'Embed' }).click()
    await on.page.getByText(/^4 vectors/).waitFor()
  })
})

describe('reranking', { timeout: 60_000 }, () => {
  it.each(entryPoints)('lists documents by score through %s', async (client) => {
    await on.choose('View', 'Reranking')
    await on.choose('Client', client)
    await on.page.getByRole('textbox', { name: 'Top N' }).fill('2')
    await on.page.getByRole('button', { name: 'Rank' }).click()
    await on.page.getByText(/^2 of 4 documents · /).waitFor()
    const ranked = on.page.getByRole('list', { name: 'Ranked documents' }).getByRole('listitem')
    expect(await ranked.count()).toBe(2)
    expect(await ranked.first().textContent()).toMatch(/^Puffins nest on cliffs above the sea\.Document 2[01]\.\d{3}$/)
    expect(await on.sentBody()).toMatchObject({ query: 'Where do puffins nest?', top_n: 2 })
  })
})

describe('the code of an operation', { timeout: 60_000 }, () => {
  it('is the program and the command for the form, before it runs and after', async () => {
    await on.page.getByRole('tab', { name: 'Code' }).click()
    const code = (label: string): Promise<string | null> => on.page.getByRole('group', { name: label }).textContent()
    await on.choose('View', 'Embeddings')
    await on.page.getByRole('textbox', { name: 'Texts' }).fill("It's a coat\nSteel")
    await on.page.getByRole('textbox', { name: 'Dimensions' }).fill('16')
    const program = await code('TypeScript for core')
    expect(program).toContain('/v1/embeddings')
    expect(program).toMatch(/client\.embed\(\{\s+values: \[\s+'It\\'s a coat',\s+'Steel',\s+\],\s+dimensions: 16,/)
    await on.page.getByRole('button', { name: 'Embed' }).click()
    await on.page.getByText(/^2 vectors/).waitFor()
    expect(await code('TypeScript for core')).toBe(program)
    await on.choose('View', 'Reranking')
    await on.choose('Code for', 'LangChain')
    expect(await code('TypeScript for LangChain')).toContain("reranker.rerank(documents, 'Where do puffins nest?')")
    await on.choose('Code for', 'curl')
    await expect
      .poll(() => code('curl'), { timeout: 10_000 })
      .toMatch(/\/v2\/rerank'[^]+"query": "Where do puffins nest\?"/)
    await on.choose('View', 'Chat')
    await expect.poll(() => code('curl'), { timeout: 10_000 }).toContain('Will it rain?')
  })
})

describe('the operations', { timeout: 60_000 }, () => {
  it.each(['light', 'dark'] as const)('are accessible in %s mode, and fit every screen', async (colorScheme) => {
    await on.page.emulateMedia({ colorScheme })
    for (const [view, action, done] of [
      ['Embeddings', 'Embed', /^4 vectors/],
      ['Reranking', 'Rank', /^4 of 4 documents/],
    ] as const) {
      await on.page.setViewportSize({ width: 1280, height: 800 })
      await on.choose('View', view)
      await on.page.getByRole('button', { name: action }).click()
      await on.page.getByText(done).waitFor()
      expect(await violationsOf(on.page)).toEqual([])
      expect(await overflowingWidths(on.page)).toEqual([])
      await takeScreenshot(on.page, `${view.toLowerCase()}-${colorScheme}`)
      await on.page.setViewportSize({ width: 360, height: 740 })
      await on.page.getByText(done).scrollIntoViewIfNeeded()
      await takeScreenshot(on.page, `${view.toLowerCase()}-phone-${colorScheme}`)
      expect(await violationsOf(on.page)).toEqual([])
    }
  })
})
