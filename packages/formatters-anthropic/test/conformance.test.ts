import { testContentFormatter } from '@azureml-endpoints/core/testing'
import { describe } from 'vitest'
import { AnthropicContentFormatter } from '../src/index.ts'
import { exchanges } from './recorded-exchanges.ts'

testContentFormatter(AnthropicContentFormatter, exchanges)

describe('with options', () => {
  testContentFormatter(
    new AnthropicContentFormatter({
      defaultMaxTokens: 4096,
      jsonSchema: 'prompt',
      sendReasoning: false,
      betas: ['a-1'],
    }),
    exchanges,
  )
})
