import { type RecordedExchange, testContentFormatter } from '@azureml-endpoints/core/testing'
import { vi } from 'vitest'
import {
  CustomOpenAIChatContentFormatter,
  LlamaChatContentFormatter,
  MistralChatContentFormatter,
  type OpenAIFormatterOptions,
} from '../src/index.ts'
import { embeddings } from './recorded-embeddings.ts'
import { dedicatedExchanges, serverlessExchanges, streamedExchanges } from './recorded-exchanges.ts'

const exchanges = [...dedicatedExchanges, ...serverlessExchanges, ...streamedExchanges]
vi.spyOn(console, 'warn').mockImplementation(() => {})

testContentFormatter(new CustomOpenAIChatContentFormatter(), recordedWith(), { embeddings })
testContentFormatter(new CustomOpenAIChatContentFormatter({ streamUsage: true }), recordedWith({ streamUsage: true }))
testContentFormatter(new LlamaChatContentFormatter(), recordedWith())
testContentFormatter(new MistralChatContentFormatter(), recordedWith().filter(hasNoSystemMessage))

/** Returns the exchanges for a formatter with these options; exchanges without options apply to all. */
function recordedWith(options?: OpenAIFormatterOptions): readonly RecordedExchange[] {
  return exchanges
    .filter((exchange) => JSON.stringify(exchange.options) === JSON.stringify(options) || exchange.name.startsWith('A'))
    .map(({ expected = {}, ...exchange }) => Object.assign(exchange, { expected }))
}

function hasNoSystemMessage({ request }: RecordedExchange): boolean {
  return request?.messages[0]?.role !== 'system'
}
