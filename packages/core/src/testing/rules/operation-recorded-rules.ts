import { AzureMLEndpointClient } from '@azureml-endpoints/core'
import type { EmbeddingRequest } from '../../messages/embedding.ts'
import type { RerankRequest } from '../../messages/rerank.ts'
import type { RecordedEmbedding, RecordedReranking } from '../exchanges/recorded-operations.ts'
import { countsOf } from '../checks/expected-answer.ts'
import { describe } from '../checks/format.ts'
import { type Rule, show } from '../checks/rule.ts'
import {
  formatOperation,
  operationContext,
  operationViolation,
  type TestedOperation,
} from '../checks/tested-operation.ts'
import { fakeFetch } from '../fakes/fake-fetch.ts'
import { sameJson } from '../values/body-search.ts'
import { copyOf } from '../values/json-copy.ts'

type Exchange = RecordedEmbedding | RecordedReranking

/** Returns the rules that a recorded exchange of embeddings or reranking allows to test. */
export function operationRulesOf(exchange: Exchange): readonly Rule<TestedOperation>[] {
  const rules = [createsBody(exchange), ...(exchange.response === undefined ? [] : [parsesAnswer(exchange)])]
  return rules.map(({ title, ...rule }) => Object.assign({ title: `${title} (${exchange.name})` }, rule))
}

function createsBody({ request, context, body }: Exchange): Rule<TestedOperation> {
  return {
    title: 'creates the recorded body for the recorded request',
    remedy: 'compare the two bodies; if the recorded one is from another host, set its `context`.',
    check(tested) {
      const formatted = formatOperation(tested, request, context)
      if (formatted.refusal !== undefined) {
        const problem = `refused a recorded request: ${formatted.refusal.message}`
        throw operationViolation(tested, 'formatRequest', problem)
      }
      if (body === undefined || sameJson(formatted.body, JSON.parse(JSON.stringify(body)))) return
      throw operationViolation(tested, 'formatRequest', `created ${show(formatted.body)} instead of ${show(body)}.`)
    },
  }
}

function parsesAnswer(exchange: Exchange): Rule<TestedOperation> {
  return {
    title: 'returns the recorded answer as expected from AzureMLEndpointClient',
    remedy: 'compare the result with the recorded response; `expected` is what the client returns.',
    async check(tested) {
      const { response, request, expected = {} } = exchange
      const text = typeof response === 'string' ? response : JSON.stringify(response)
      const client = clientOf(tested, exchange, fakeFetch(text))
      let answer: object
      try {
        answer = await (tested.operation === 'embed'
          ? client.embed(copyOf(request) as EmbeddingRequest, { maxRetries: 0 })
          : client.rerank(copyOf(request) as RerankRequest, { maxRetries: 0 }))
      } catch (error) {
        throw operationViolation(tested, 'parseResponse', `could not parse the recorded answer: ${describe(error)}`)
      }
      for (const [field, value] of Object.entries(expected)) {
        const actual = (answer as Readonly<Record<string, unknown>>)[field]
        const [one, other] = field === 'usage' ? [countsOf(actual ?? {}), countsOf(value as object)] : [actual, value]
        if (sameJson(one, other)) continue
        throw operationViolation(
          tested,
          'parseResponse',
          `returned the ${field} ${show(one)} instead of ${show(other)}.`,
        )
      }
    },
  }
}

function clientOf(
  tested: TestedOperation,
  { context }: Exchange,
  fetch: typeof globalThis.fetch,
): AzureMLEndpointClient {
  return new AzureMLEndpointClient({
    endpointUrl: operationContext(tested, context ?? {}).url,
    endpointApiType: tested.apiType,
    endpointApiKey: 'a-key-of-the-kit',
    deploymentName: context?.deploymentName ?? '',
    modelKwargs: context?.modelKwargs,
    contentFormatter: tested.formatter,
    fetch,
  })
}
