import * as vitest from 'vitest'
import { AzureMLEndpointApiType } from '@azureml-endpoints/core'
import type { ContentFormatterBase } from '../formatter/formatter.ts'
import { answerRules } from './rules/answer-rules.ts'
import { type Rule, NothingToTest, checkRule, type TestedCodec, Violation } from './checks/rule.ts'
import { apiTypesOf, formatterFault, recordingFault } from './rules/formatter-rules.ts'
import { mediaRules } from './rules/media-rules.ts'
import { messageRules } from './rules/message-rules.ts'
import { modelKwargsRules } from './rules/model-kwargs-rules.ts'
import { operationAnswerRules } from './rules/operation-answer-rules.ts'
import { operationParameterRules } from './rules/operation-parameter-rules.ts'
import { operationRulesOf } from './rules/operation-recorded-rules.ts'
import { operationRequestRules } from './rules/operation-request-rules.ts'
import { parameterRules } from './rules/parameter-rules.ts'
import { purityRules } from './rules/purity-rules.ts'
import { rulesOf } from './rules/recorded-rules.ts'
import type { RecordedExchange } from './exchanges/recorded-exchange.ts'
import type { OtherExchanges } from './exchanges/recorded-operations.ts'
import { streamRules } from './rules/stream-rules.ts'
import { textRules } from './rules/text-rules.ts'
import type { TestedOperation } from './checks/tested-operation.ts'
import { toolRules } from './rules/tool-rules.ts'

/**
 * Registers the tests that every formatter has to pass, one for each rule. Call it at the top level of a vitest file, or inside a
 * `describe`. It knows no format: it looks for its own texts in the bodies and compares answers with the recorded ones. A
 * formatter may reject what its format cannot carry with a `ConfigurationError`, but never drop it. Codecs for embeddings and
 * reranking are tested too, with the exchanges of `others`.
 */
export function testContentFormatter(
  formatter: ContentFormatterBase | (new () => ContentFormatterBase),
  exchanges: readonly RecordedExchange[],
  others: OtherExchanges = {},
): void {
  const tested = typeof formatter === 'function' ? new formatter() : formatter
  const fault = formatterFault(tested)
  vitest.describe(`formatter "${String((tested as Partial<ContentFormatterBase> | undefined)?.name)}"`, () => {
    vitest.it('has a name, and a codec for each API type that it supports', () => {
      if (fault !== undefined) throw new Violation(`${fault}\nWhat to do: ${shapeRemedy}`)
    })
    if (fault !== undefined) return
    vitest.it('has a recorded exchange for each API type that it supports', () => {
      const missing = recordingFault(tested, exchanges)
      if (missing !== undefined) throw new Violation(`${missing}\nWhat to do: ${recordingRemedy}`)
    })
    for (const apiType of apiTypesOf(tested)) {
      const recorded = exchanges.filter((exchange) => exchange.apiType === apiType)
      vitest.describe(apiType, () => testCodec({ formatter: tested, apiType, exchanges: recorded }))
    }
    for (const operation of operationsOf(tested, others)) {
      vitest.describe(`${operation.operation} on ${operation.apiType}`, () => {
        testRules([...operationRules, ...operation.exchanges.flatMap(operationRulesOf)], operation)
      })
    }
  })
}

const shapeRemedy =
  'extend ContentFormatterBase with a `name` and with `codecs: { dedicated?: ContentCodec, serverless?: ContentCodec }`; a codec has `formatRequest`, `parseResponse` and, if it streams, `openStream`.'

const recordingRemedy =
  'add a request and the real response to it to the list of exchanges; `pnpm record:exchange` in the azureml-endpoints repository records one.'

function testCodec(codec: TestedCodec): void {
  testRules([...generalRules, ...codec.exchanges.flatMap(rulesOf)], codec)
}

function testRules<Tested>(rules: readonly Rule<Tested>[], codec: Tested): void {
  for (const rule of rules) {
    vitest.it(rule.title, async ({ skip }) => {
      try {
        await checkRule(rule, codec)
      } catch (error) {
        if (error instanceof NothingToTest) skip(error.message)
        throw error
      }
    })
  }
}

/** Returns the codecs of a formatter for operations other than chat, with what was recorded of them. */
export function operationsOf(
  formatter: ContentFormatterBase,
  { embeddings = [], rerankings = [] }: OtherExchanges,
): readonly TestedOperation[] {
  const tested = (['embed', 'rerank'] as const).flatMap((operation) => {
    const codecs = operation === 'embed' ? formatter.embeddingCodecs : formatter.rerankCodecs
    const recorded = operation === 'embed' ? embeddings : rerankings
    return Object.values(AzureMLEndpointApiType)
      .filter((apiType) => codecs?.[apiType] !== undefined)
      .map((apiType): TestedOperation => {
        const exchanges = recorded.filter((exchange) => exchange.apiType === apiType)
        return { formatter, apiType, operation, exchanges }
      })
  })
  const count = tested.reduce((sum, { exchanges }) => sum + exchanges.length, 0)
  if (count === embeddings.length + rerankings.length) return tested
  throw new Violation('An exchange of embeddings or reranking is recorded for an API type without a codec for it.')
}

/** The rules for embeddings and reranking that need no particular exchange. */
export const operationRules: readonly Rule<TestedOperation>[] = [
  ...operationRequestRules,
  ...operationParameterRules,
  ...operationAnswerRules,
]

/** The rules that need no particular exchange. Purity comes first, before other rules can leave state behind. */
export const generalRules: readonly Rule[] = [
  ...purityRules,
  ...messageRules,
  ...textRules,
  ...parameterRules,
  ...modelKwargsRules,
  ...toolRules,
  ...mediaRules,
  ...answerRules,
  ...streamRules,
]
