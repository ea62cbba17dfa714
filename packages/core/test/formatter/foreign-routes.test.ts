// Which routes have a format of their own, by what is and what only resembles such a route.
import { expect, it } from 'vitest'
import { adviceForRoute } from '../../src/formatter/family-advice.ts'
import { adviceForOwnRoute } from '../../src/formatter/own-routes.ts'

const routes: Readonly<Record<string, readonly [routes: string, others: string]>> = {
  'Use `AnthropicContentFormatter` of @azureml-endpoints/formatters-anthropic as `contentFormatter`.': [
    '/v1/messages /v1/messages/ /anthropic/v1/messages',
    '/messages /v1/messages/batches /v1/messages//',
  ],
  'Use `OpenAIResponsesContentFormatter` of @azureml-endpoints/formatters-openai as `contentFormatter`.': [
    '/responses /openai/v1/responses/',
    '/responses/1 /responses2 /theresponses',
  ],
  'Use `CohereV2ContentFormatter` of @azureml-endpoints/formatters-cohere as `contentFormatter`.': [
    '/v2/chat /v2/embed /v2/rerank/',
    '/v2/chats /v2/chat/x /v3/chat /v2/embeddings',
  ],
  'Use `CohereContentFormatter` of @azureml-endpoints/formatters-cohere as `contentFormatter`.': [
    '/v1/chat /v1/embed /providers/cohere/v1/chat /my-api/v1/chat',
    '/v1/rerank /v1/chat/x /chat /v1/chats /api/v1/chat',
  ],
  'Use `TGIContentFormatter` of @azureml-endpoints/formatters-text-generation as `contentFormatter`. With a list around each answer, use `HFContentFormatter`.':
    [
      '/generate /generate_stream /generate/',
      '/generates /generate/x /regenerate /generate_streams /api/generate /api/v1/generate /v2/models/m/generate_stream',
    ],
}

const ofOpenAI: typeof routes = {
  'Use `CustomOpenAIChatContentFormatter` of @azureml-endpoints/formatters-openai as `contentFormatter`.': [
    '/chat/completions /v1/chat/completions/',
    '/chat/completions/x /chat',
  ],
  'Use the URL that ends in /chat/completions, or `CustomOpenAIContentFormatter` of @azureml-endpoints/formatters-text-generation as `contentFormatter`.':
    ['/completions /v1/completions/', '/completions/x /completions2 /embeddings /v1/rerank /score'],
}

const adviceFor = (path: string, host: 'api' | 'container'): string | undefined =>
  adviceForOwnRoute(new URL(`https://host${path}`), 'gpt2', host)

it.each([...Object.entries(routes), ...Object.entries(ofOpenAI)])('%s', (advice, [own, others]) => {
  for (const path of own.split(' ')) {
    const expected = `The route ${path} has another format than the formatter "gpt2". ${advice}`
    expect(adviceFor(path, 'api')).toBe(expected)
    expect(adviceFor(path, 'container')).toBe(advice in ofOpenAI ? undefined : expected)
    expect(adviceForRoute(new URL(`https://host${path}?a=b#c`), 'gpt2')).toBe(expected)
  }
  for (const path of others.split(' ')) {
    expect([path, adviceFor(path, 'api'), adviceFor(path, 'container')]).toEqual([path, undefined, undefined])
    expect(adviceForRoute(new URL(`https://host${path}`), 'gpt2')).toBeUndefined()
  }
})

it.each(['gpt2', 'oss', 'dolly', 'mlflow', 'prompt-flow', 'openai', 'tgi'])('knows the formatter %s', (name) => {
  expect(adviceForOwnRoute(new URL('https://host/v1/messages'), name, 'container')).toContain(`"${name}". Use`)
})
