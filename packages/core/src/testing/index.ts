export { testContentFormatter } from './conformance-kit.ts'
export { type FakeAnswer, type FakeFetch, fakeFetch, type FakeRequest } from './fakes/fake-fetch.ts'
export type { ExpectedAnswer, RecordedExchange } from './exchanges/recorded-exchange.ts'
export { sse } from './fakes/sse.ts'
export type {
  ExpectedUsage,
  OtherExchanges,
  RecordedEmbedding,
  RecordedReranking,
} from './exchanges/recorded-operations.ts'
