import { afterEach, expect, it, vi } from 'vitest'
import { contextOf, question } from './conversation.ts'

afterEach(() => vi.restoreAllMocks())

it('logs one warning with its replacement, and behaves the same', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
  // Other files may have run in this process, and used the old name.
  vi.resetModules()
  const fresh = await import('../src/index.ts')
  const llama = new fresh.LlamaChatContentFormatter({ maxTokensParameter: 'n_predict' })
  void new fresh.LlamaChatContentFormatter()
  expect(warn.mock.calls).toEqual([[expect.stringContaining('use CustomOpenAIChatContentFormatter')]])

  expect(llama).toBeInstanceOf(fresh.CustomOpenAIChatContentFormatter)
  const body = llama.codecs.serverless.formatRequest({ ...question('Hello'), maxTokens: 2 }, contextOf('serverless'))
  expect(body).toStrictEqual({ messages: [{ role: 'user', content: 'Hello' }], n_predict: 2 })
})

it('logs no warning for other formatters', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
  const { CustomOpenAIChatContentFormatter } = await import('../src/index.ts')
  void new CustomOpenAIChatContentFormatter()
  expect(warn).not.toHaveBeenCalled()
})
