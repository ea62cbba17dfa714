import { readMessage, readMessageEvents } from '../naive/anthropic.ts'
import { readChatChunks, readChatCompletion } from '../naive/chat-completion.ts'
import { readCohere, readCohereEvents } from '../naive/cohere.ts'
import { readCohereV2, readCohereV2Events } from '../naive/cohere-v2.ts'
import { readEmbeddings } from '../naive/embeddings.ts'
import { readBedrock, readCandidates, readOllama } from '../naive/foreign.ts'
import type { NaiveAnswer } from '../naive/naive-answer.ts'
import { readResponse, readResponseEvents } from '../naive/responses.ts'
import { readCompletions, readGeneratedText, readTokens } from '../naive/text-generation.ts'
import { arrayOf, isObject, type JSONObject, objectOf } from '../json.ts'
import type { Wire } from './wire.ts'

/** A format of answers: how to know it, how to read it, and which formatter reads it. */
export interface Family {
  readonly name: string
  /** The classes of its formatters, the usual one first; empty, or not in any package, if nobody has to read it. */
  readonly formatters: readonly string[]
  /** The URL of a deployment that answers in this format. */
  readonly url: string
  readonly operation: 'chat' | 'embed'
  /** Whether a body or an event is of this family. */
  readonly matches: (value: JSONObject) => boolean
  readonly readWhole: (body: JSONObject) => NaiveAnswer
  readonly readEvents: (events: readonly JSONObject[]) => NaiveAnswer
}

/** Returns the family of a body, if one knows it. */
export function familyOf(wire: Wire): Family | undefined {
  const values = wire.streamed ? wire.events : [objectOf(Array.isArray(wire.value) ? wire.value[0] : wire.value)]
  for (const value of values) {
    const family = families.find(({ matches }) => matches(value))
    if (family !== undefined) return family
  }
  return undefined
}

/** Reads a body without any formatter. */
export function readNaively(family: Family, wire: Wire): NaiveAnswer {
  if (wire.streamed) return family.readEvents(wire.events)
  return family.readWhole(objectOf(Array.isArray(wire.value) ? wire.value[0] : wire.value))
}

const host = 'https://replay.eastus2.models.ai.azure.com'
const foundry = 'https://replay.services.ai.azure.com'

const families: readonly Family[] = [
  {
    name: 'Chat completions',
    formatters: ['CustomOpenAIChatContentFormatter', 'MistralChatContentFormatter'],
    url: `${host}/v1/chat/completions`,
    operation: 'chat',
    matches: (value) => choicesOf(value).some((choice) => isObject(choice['message']) || isObject(choice['delta'])),
    readWhole: readChatCompletion,
    readEvents: readChatChunks,
  },
  {
    name: 'Completions',
    formatters: ['CustomOpenAIContentFormatter'],
    url: `${host}/v1/completions`,
    operation: 'chat',
    matches: (value) => choicesOf(value).some((choice) => typeof choice['text'] === 'string'),
    readWhole: (body) => readCompletions([body]),
    readEvents: readCompletions,
  },
  {
    name: 'Text Generation Inference',
    formatters: ['TGIContentFormatter'],
    url: 'https://replay.eastus2.inference.ml.azure.com/score',
    operation: 'chat',
    matches: (value) => 'generated_text' in value || isObject(value['token']),
    readWhole: readGeneratedText,
    readEvents: readTokens,
  },
  {
    name: 'Cohere v1',
    formatters: ['CohereContentFormatter'],
    url: `${host}/v1/chat`,
    operation: 'chat',
    matches: (value) =>
      /^(stream-start|text-generation)$/.test(String(value['event_type'])) ||
      ('generation_id' in value && 'text' in value),
    readWhole: readCohere,
    readEvents: readCohereEvents,
  },
  {
    name: 'Cohere v2',
    formatters: ['CohereV2ContentFormatter'],
    url: `${host}/v2/chat`,
    operation: 'chat',
    matches: (value) => value['type'] === 'message-start' || ('finish_reason' in value && isObject(value['message'])),
    readWhole: readCohereV2,
    readEvents: readCohereV2Events,
  },
  {
    name: 'Anthropic messages',
    formatters: ['AnthropicContentFormatter'],
    url: `${foundry}/anthropic/v1/messages`,
    operation: 'chat',
    matches: (value) => value['type'] === 'message_start' || (value['type'] === 'message' && 'stop_reason' in value),
    readWhole: readMessage,
    readEvents: readMessageEvents,
  },
  {
    name: 'Responses',
    formatters: ['OpenAIResponsesContentFormatter'],
    url: `${foundry}/openai/v1/responses`,
    operation: 'chat',
    matches: (value) => value['object'] === 'response' || String(value['type']).startsWith('response.'),
    readWhole: readResponse,
    readEvents: readResponseEvents,
  },
  {
    name: 'Embeddings',
    formatters: ['CustomOpenAIChatContentFormatter'],
    url: `${host}/v1/embeddings`,
    operation: 'embed',
    matches: (value) => value['object'] === 'list' && 'embedding' in objectOf(arrayOf(value['data'])[0]),
    readWhole: readEmbeddings,
    readEvents: unread,
  },
  foreign('Gemini', (value) => Array.isArray(value['candidates']), readCandidates),
  foreign('Gemini interactions', (value) => String(value['event_type']).startsWith('interaction.'), unread),
  foreign('Ollama', (value) => 'done' in value && ('message' in value || 'response' in value), readOllama),
  foreign('Bedrock', (value) => 'stopReason' in value || 'outputText' in value || 'generation' in value, readBedrock),
]

/** A format that no formatter of this project has. */
function foreign(name: string, matches: Family['matches'], readEvents: Family['readEvents']): Family {
  return {
    name,
    formatters: [],
    url: '',
    operation: 'chat',
    matches,
    readWhole: (body) => readEvents([body]),
    readEvents,
  }
}

/** Reads nothing: no text and no tool call is right. */
function unread(): NaiveAnswer {
  return { text: '', toolCalls: [] }
}

function choicesOf({ choices }: JSONObject): readonly JSONObject[] {
  return arrayOf(choices).map(objectOf)
}
