import { type Rule, show } from '../checks/rule.ts'
import {
  formatOperation,
  formatOperationAlways,
  formatOperationRaw,
  operationContext,
  operationViolation,
  requestWith,
  type TestedOperation,
} from '../checks/tested-operation.ts'
import { anyTexts, awkwardTexts, shortest } from '../values/any-text.ts'
import { mentions, textsOf } from '../values/body-search.ts'
import { fingerprint } from '../values/json-copy.ts'
import { marker } from '../values/marker.ts'

/** Rules for the requests of embeddings and of reranking. Purity comes first, before other rules can leave state behind. */
export const operationRequestRules: readonly Rule<TestedOperation>[] = [
  {
    title: 'creates the same body for the same request, whatever was sent before',
    remedy:
      'keep no state between calls: no fields that change, no defaults that are modified, no time, no random ids.',
    check(tested) {
      const texts = [marker('text'), marker('text')]
      const context = operationContext(tested, {})
      const first = formatOperationRaw(tested, requestWith(tested, texts), context)
      const before = fingerprint(first.body)
      const word = marker('earlier')
      const other = { modelKwargs: { [word]: word }, ...(tested.operation === 'embed' && { dimensions: 77 }) }
      for (const rest of [{}, other]) formatOperation(tested, requestWith(tested, [word, word], rest))
      formatOperation(tested, requestWith(tested, [word, word]), { modelKwargs: { [word]: word } })
      if (fingerprint(first.body) !== before) {
        throw operationViolation(tested, 'formatRequest', 'changed the body of an earlier call.')
      }
      const again = formatOperationRaw(tested, requestWith(tested, texts), context)
      if (fingerprint(again.body) === before) return
      throw operationViolation(
        tested,
        'formatRequest',
        `created two bodies for one request: ${before} and ${show(again.body)}.`,
      )
    },
  },
  {
    title: 'does not change the request or the context',
    remedy:
      'copy values before you change them: `[...values]` instead of `values.sort()`, `{ ...modelKwargs }` instead of `delete`.',
    check(tested) {
      const context = operationContext(tested, { modelKwargs: { [marker('kwarg')]: [1] } })
      const request = requestWith(tested, ['b', 'c', 'a'], { modelKwargs: { [marker('kwarg')]: [2] } })
      const before = fingerprint([request, context])
      formatOperationRaw(tested, request, context)
      if (fingerprint([request, context]) === before) return
      throw operationViolation(tested, 'formatRequest', `changed its arguments: ${show(request)} in ${show(context)}.`)
    },
  },
  {
    title: 'sends every text once, and in order',
    remedy: 'send all of the texts as a list, in the order of the request: answers refer to them by their places.',
    check(tested) {
      const most = tested.formatter.embeddingCodecs?.[tested.apiType]?.maxValues ?? 100
      for (const count of [2, 3, tested.operation === 'embed' ? most : 100]) {
        const [first = '', ...rest] = Array.from({ length: count }, () => marker('text')).toSorted()
        // Sorted neither up nor down, so that a sorted list shows.
        expectTexts(tested, [...rest, first])
      }
      const [one, other] = [marker('text'), marker('text')]
      expectTexts(tested, [one, other, other, one, other])
    },
  },
  {
    title: 'sends any text unchanged',
    remedy:
      'put the texts into the body as they are. Core serializes the JSON; do not escape, trim, quote or normalize.',
    check(tested) {
      for (const text of [...awkwardTexts, ...anyTexts(100)]) expectUnchanged(tested, text)
    },
  },
  {
    title: 'sends the deployment name in the body if the host expects it there',
    remedy:
      'add `...(context.deploymentName && { model: context.deploymentName })` to the body of the serverless codec.',
    check(tested) {
      if (tested.apiType !== 'serverless') return
      const deploymentName = marker('deployment')
      const url = new URL('https://my-resource.services.ai.azure.com/openai/v1/embeddings')
      const body = formatOperationAlways(tested, requestWith(tested, ['a', 'b']), { url, deploymentName })
      if (mentions(body, deploymentName)) return
      throw operationViolation(tested, 'formatRequest', `dropped \`context.deploymentName\`: ${show(body)}.`)
    },
  },
]

/** Of a reranking, the query can stand anywhere. */
function expectTexts(tested: TestedOperation, texts: readonly string[]): void {
  const body = formatOperationAlways(tested, requestWith(tested, texts))
  const [query, ...documents] = texts
  const expected = tested.operation === 'embed' ? texts : documents
  const all = textsOf(body).flatMap((text) => text.match(/kit_text_[a-j]+z/g) ?? [])
  const found = tested.operation === 'rerank' && query !== undefined ? withoutOne(all, query) : all
  if (found.join() === expected.join()) return
  const problem = `sent ${found.length} of ${expected.length} texts, or another order: ${show(body)}`
  throw operationViolation(tested, 'formatRequest', `${problem} for ${show(texts)}.`)
}

/** Takes the query out: where it is said to be, or else at either end. */
function withoutOne(texts: readonly string[], query: string): readonly string[] {
  if (texts[0] === query) return texts.slice(1)
  return texts.at(-1) === query ? texts.slice(0, -1) : texts
}

function expectUnchanged(tested: TestedOperation, text: string): void {
  const bodyFor = (candidate: string): unknown =>
    formatOperationAlways(tested, requestWith(tested, [candidate, marker('text'), candidate]))
  const isLost = (candidate: string): boolean =>
    textsOf(bodyFor(candidate)).filter((found) => found.includes(candidate)).length < 2
  if (!isLost(text)) return
  const short = shortest(text, isLost)
  throw operationViolation(tested, 'formatRequest', `changed the text ${show(short)}: ${show(bodyFor(short))}.`)
}
