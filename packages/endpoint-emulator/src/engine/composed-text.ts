import type { EngineRequest } from './engine.ts'
import { asList, asString, isObject } from '../json/json-value.ts'
import { contentText } from '../json/message-text.ts'
import { seededRandom } from '../random/seeded-random.ts'
import { fakeFromSchema } from './schema-faker.ts'

/** Composes the answer to a question: states that it is emulated, quotes the question, and adds a few sentences. */
export function composeText(request: EngineRequest, seed: number): string {
  const random = seededRandom(seed)
  const rest = shuffle(remarks, random).slice(0, 3)
  return [opening, ...describeInput(request), ...rest].join(' ')
}

/** Composes a JSON answer, following the schema if there is one. */
export function composeJson(request: EngineRequest, seed: number): string {
  if (request.jsonSchema && request.jsonSchema !== true) return JSON.stringify(fakeFromSchema(request.jsonSchema, seed))
  return JSON.stringify({
    emulated: true,
    question: quote(questionOf(request)),
    answer: describeInput(request).join(' '),
  })
}

/** Composes a stand-in for the model's reasoning. */
export function composeThoughts(request: EngineRequest): string {
  return `I am emulated, so I only pretend to think. The question was "${quote(questionOf(request))}". I will quote it.`
}

function describeInput(request: EngineRequest): string[] {
  const lastUser = request.messages.findLastIndex((message) => message['role'] === 'user')
  const results = request.messages.slice(lastUser + 1).filter((message) => message['role'] === 'tool')
  return [
    `You asked: "${quote(questionOf(request))}".`,
    ...asList(request.messages[lastUser]?.['content']).slice(0, maxDescribed).flatMap(describeAttachment),
    ...results.slice(0, maxDescribed).map((result) => `The tool answered: ${quote(contentText(result['content']))}.`),
  ]
}

/** Keeps the answer short however many attachments and tool results a request has. */
const maxDescribed = 64

function describeAttachment(part: unknown): string[] {
  if (!isObject(part) || part['type'] === 'text') return []
  const value = part[String(part['type'])]
  const source = isObject(value) ? (asString(value['url']) ?? asString(value['data'])) : asString(value)
  const media = source?.startsWith('data:')
    ? source.slice(5, source.search(/[;,]/))
    : source && /^https?:/.test(source)
      ? 'by URL'
      : ''
  return [`I received one ${kindOf(String(part['type']))}${media ? ` (${media})` : ''} and did not analyze it.`]
}

function kindOf(type: string): string {
  return type.includes('image') ? 'image' : type.includes('audio') ? 'audio clip' : 'attachment'
}

function questionOf(request: EngineRequest): string {
  return request.prompt ?? contentText(request.messages.findLast((message) => message['role'] === 'user')?.['content'])
}

/** Truncates long text. */
function quote(text: string): string {
  // A character takes at most two units, so these have more than a thousand characters if the text has.
  const characters = Array.from(text.slice(0, 2_002))
  return characters.length > 1_000 ? `${characters.slice(0, 1_000).join('')}…` : text
}

function shuffle(list: readonly string[], random: () => number): string[] {
  return list
    .map((text) => ({ text, at: random() }))
    .toSorted((left, right) => left.at - right.at)
    .map(({ text }) => text)
}

const opening = 'This is the endpoint emulator speaking: no model runs here, the answer is emulated.'

const remarks = [
  'The same question with the same seed always gets the same answer.',
  'Point your client at a real deployment when you want a real answer.',
  'Everything around this text has the format that an Azure Machine Learning endpoint would use.',
  'Nothing was sent anywhere; the question and the answer stayed on this machine.',
  'Ask for fewer tokens and this text will be cut off with the finish reason "length".',
  'Send a stop sequence and the text will end just before that sequence.',
  'Send a tool and the emulator will call it with arguments generated from its schema.',
  'Send a JSON schema and the emulator will answer with a value that matches it.',
]
