import { isFields, type Fields } from '../json/fields.ts'
import { type FormatAdvice, openAIRoutes, ownRoutes, use } from './own-routes.ts'

/** A body format, as its answers and routes show it. */
export interface ModelFamily extends FormatAdvice {
  /** What it is, after "This looks like". */
  readonly what: string
  /** Recognizes an answer, or an event of a stream. */
  readonly looksLike?: (body: Fields) => boolean
}

const own = 'No formatter of this library reads it yet: write one, or call a route that speaks another format.'

/** The formats, the more specific before the more general. A new formatter changes the advice of its row. */
export const modelFamilies: readonly ModelFamily[] = [
  {
    what: 'the Messages API of Anthropic',
    ...ownRoutes.anthropic,
    looksLike: ({ type, content }) =>
      (type === 'message' && Array.isArray(content)) ||
      /^(?:message_(?:start|delta|stop)|content_block_(?:start|delta|stop))$/.test(String(type)),
  },
  {
    what: "OpenAI's Responses API",
    ...ownRoutes.responses,
    looksLike: ({ object, type, output }) =>
      object === 'response' ||
      /^response\.[a-z_.]+$/.test(String(type)) ||
      (Array.isArray(output) && output.some(hasType)),
  },
  {
    what: "version 2 of Cohere's API",
    ...ownRoutes.cohereV2,
    looksLike: ({ type, message, finish_reason: reason }) =>
      /^(?:message-(?:start|end)|content-(?:start|delta|end)|tool-(?:plan-delta|call-(?:start|delta|end))|citation-(?:start|end))$/.test(
        String(type),
      ) ||
      (isFields(message) && typeof reason === 'string' && /^[A-Z_]{4,}$/.test(reason)),
  },
  {
    what: "version 1 of Cohere's API",
    ...ownRoutes.cohere,
    looksLike: ({ generation_id: generation, response_id: response, event_type: event }) =>
      typeof generation === 'string' || typeof response === 'string' || typeof event === 'string',
  },
  {
    what: 'an answer of Text Generation Inference',
    ...ownRoutes.generate,
    looksLike: (body) =>
      'generated_text' in body || ('token' in body && isFields(body['token'])) || isFields(body['0']),
  },
  {
    what: 'an answer of a text-generation deployment',
    advice: use('CustomOpenAIContentFormatter', 'text-generation'),
    formatters: ['gpt2', 'oss', 'openai-completions', 'llama-completions', 'dolly', 'mlflow'],
    looksLike: (body) => typeof body['0'] === 'string' || isTexts(body['output']),
  },
  {
    what: 'a completion of a prompt',
    ...openAIRoutes.completions,
    looksLike: ({ choices }) =>
      Array.isArray(choices) && choices.some((choice) => isFields(choice) && typeof choice['text'] === 'string'),
  },
  {
    what: "OpenAI's chat completions",
    ...openAIRoutes.chat,
    looksLike: ({ choices }) =>
      Array.isArray(choices) &&
      choices.some((choice) => isFields(choice) && ('message' in choice || 'delta' in choice)),
  },
  {
    what: 'the answer of an embedding model',
    advice: 'Call `embed()`, or use the URL of a chat model.',
    formatters: [],
    looksLike: ({ object, data, embeddings }) =>
      Array.isArray(embeddings) || isFields(embeddings) || (object === 'list' && Array.isArray(data)),
  },
  {
    what: 'the answer of a reranking model',
    advice: `Use the URL of a chat model. To sort documents, ${use('CohereV2ContentFormatter', 'cohere').replace('Use', 'use')}`,
    formatters: [],
    looksLike: ({ results }) => Array.isArray(results) && isFields(results[0]) && 'relevance_score' in results[0],
  },
  {
    what: "the answer of MLflow's model server",
    advice:
      'Use `MLflowContentFormatter` of @azureml-endpoints/formatters-text-generation as `contentFormatter`, and the URL that ends in /score.',
    formatters: [],
    looksLike: (body) => 'predictions' in body,
  },
  {
    what: 'the answer of an MLflow chat agent',
    advice: use('CustomOpenAIChatContentFormatter', 'openai'),
    formatters: ['openai', 'mistral', 'llama'],
    looksLike: ({ messages }) => Array.isArray(messages) && isFields(messages[0]) && 'role' in messages[0],
  },
  {
    what: 'the answer of a prompt flow',
    advice: use('PromptFlowContentFormatter', 'text-generation'),
    formatters: ['prompt-flow'],
    looksLike: (body) => 'answer' in body || 'chat_output' in body,
  },
  {
    what: 'the answer of Triton (the KServe protocol)',
    advice: own,
    formatters: [],
    looksLike: ({ outputs }) => Array.isArray(outputs) && isFields(outputs[0]) && 'datatype' in outputs[0],
  },
  {
    what: "the answer of Google's Gemini API",
    advice: own,
    formatters: [],
    looksLike: ({ candidates }) => Array.isArray(candidates),
  },
  {
    what: "the answer of Ollama's own API",
    advice: 'Use the URL that ends in /v1/chat/completions.',
    formatters: [],
    looksLike: ({ done, message, response }) =>
      typeof done === 'boolean' && (isFields(message) || typeof response === 'string'),
  },
  {
    what: 'the answer of a chat image on /score',
    advice: "Pass endpointApiType 'dedicated' and the URL that ends in /score.",
    formatters: [],
    looksLike: ({ output }) => typeof output === 'string',
  },
]

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'string')
}

function hasType(item: unknown): boolean {
  return isFields(item) && typeof item['type'] === 'string'
}
