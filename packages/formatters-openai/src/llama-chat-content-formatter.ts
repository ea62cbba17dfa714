import { CustomOpenAIChatContentFormatter } from './custom-openai-chat-content-formatter.ts'
import type { OpenAIFormatterOptions } from './options/formatter-options.ts'

/**
 * The former name of `CustomOpenAIChatContentFormatter`. The first one that is created logs a warning.
 * @deprecated Use `CustomOpenAIChatContentFormatter`.
 */
export class LlamaChatContentFormatter extends CustomOpenAIChatContentFormatter {
  override readonly name: string = 'llama'

  constructor(options: OpenAIFormatterOptions = {}) {
    super(options)
    warnOnce()
  }
}

let warned = false

function warnOnce(): void {
  if (warned) return
  warned = true
  console.warn('LlamaChatContentFormatter is deprecated: use CustomOpenAIChatContentFormatter, which behaves the same.')
}
