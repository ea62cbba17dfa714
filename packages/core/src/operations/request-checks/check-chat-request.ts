import type { ChatRequest } from '../../messages/chat-request.ts'
import { checkMessage } from './check-messages.ts'
import { namesOf } from '../../errors/unknown-names.ts'
import { rejectUnknownFields } from './unknown-fields.ts'
import { checkResponseFormat, checkTools } from './check-tools.ts'
import { isFields } from '../../json/fields.ts'
import { invalid, show } from './invalid-setting.ts'
import { numberParameters } from './plain-request.ts'

const requestNames = namesOf<ChatRequest>({
  messages: true,
  tools: true,
  toolChoice: true,
  responseFormat: true,
  temperature: true,
  topP: true,
  topK: true,
  maxTokens: true,
  stop: true,
  seed: true,
  presencePenalty: true,
  frequencyPenalty: true,
  reasoningEffort: true,
  parallelToolCalls: true,
  logprobs: true,
  topLogprobs: true,
  logitBias: true,
  user: true,
  modelKwargs: true,
})

/** Checks what all formatters rely on, so that they need no checks of their own. */
export function checkChatRequest(request: ChatRequest): void {
  if (!isFields(request)) throw invalid('request', `is ${show(request)}; it must be an object with \`messages\``)
  rejectUnknownFields(request, requestNames)
  const { messages } = request
  if (!Array.isArray(messages)) throw invalid('messages', `is ${show(messages)}; it must be a list of messages`)
  if (messages.length === 0) throw invalid('messages', 'is empty: a conversation needs at least one message')
  for (const [index, message] of messages.entries()) checkMessage(message, `messages[${index}]`)
  checkParameters(request)
  checkTools(request)
  checkResponseFormat(request.responseFormat)
}

function checkParameters(request: ChatRequest): void {
  for (const name of numberParameters) {
    const value: unknown = request[name]
    if (value !== undefined && !Number.isFinite(value))
      throw invalid(name, `is ${show(value)}; it must be a finite number`)
  }
  for (const name of ['parallelToolCalls', 'logprobs'] as const) {
    const value: unknown = request[name]
    if (value !== undefined && typeof value !== 'boolean')
      throw invalid(name, `is ${show(value)}; it must be true or false`)
  }
  for (const name of ['reasoningEffort', 'user'] as const) {
    const value: unknown = request[name]
    if (value !== undefined && typeof value !== 'string') throw invalid(name, `is ${show(value)}; it must be a string`)
  }
  const { stop, topLogprobs, logitBias } = request
  if (stop !== undefined && typeof stop !== 'string' && !isListOf(stop, 'string')) {
    throw invalid('stop', `is ${show(stop)}; it must be a string or a list of strings`)
  }
  if (topLogprobs !== undefined && !(Number.isInteger(topLogprobs) && topLogprobs >= 0)) {
    throw invalid('topLogprobs', `is ${show(topLogprobs)}; it must be a whole number from 0`)
  }
  if (logitBias !== undefined && !(isFields(logitBias) && Object.values(logitBias).every(Number.isFinite))) {
    throw invalid('logitBias', `is ${show(logitBias)}; it must be an object with a finite number for each token id`)
  }
}

function isListOf(value: unknown, type: string): boolean {
  return Array.isArray(value) && value.every((one) => typeof one === type)
}
