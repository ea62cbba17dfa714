import type { EndpointOptions } from '@azureml-endpoints/core'
import * as chatFormatters from '@azureml-endpoints/formatters-openai'
import * as textFormatters from '@azureml-endpoints/formatters-text-generation'
import { AzureMLChatOnlineEndpoint, AzureMLOnlineEndpoint } from '@azureml-endpoints/langchain-adapter'
import {
  AIMessage,
  type BaseMessage,
  ChatMessage,
  HumanMessage,
  SystemMessage,
  ToolMessage,
} from '@langchain/core/messages'
import type { Case, CaseMessage, CaseOptions } from './cases.ts'

/** What was sent for a case, as text, and what came back: a text with its finish reason, or an error. */
export interface Outcome {
  readonly bodies: readonly string[]
  readonly text?: string
  readonly reason?: unknown
  readonly error?: string
}

/** Runs a case through the classes of the same names. */
export async function runOurs(given: Case): Promise<Outcome> {
  const bodies: string[] = []
  const fetch: typeof globalThis.fetch = async (_url, init) => {
    bodies.push(String(init?.body))
    const headers = { 'content-type': 'application/json' }
    return new Response(given.answer.text, { status: given.answer.status ?? 200, headers })
  }
  try {
    const call = caller(given, fetch)
    if (given.before !== undefined) await call(given.before).catch(() => undefined)
    return { ...(await call(given.options ?? {})), bodies }
  } catch (error) {
    return { error: error instanceof Error ? `${error.name}: ${error.message}` : String(error), bodies }
  }
}

type Call = (options: CaseOptions) => Promise<Omit<Outcome, 'bodies'>>

function caller(
  { kind, formatter, apiType, messages, prompt = '', modelKwargs }: Case,
  fetch: typeof globalThis.fetch,
): Call {
  const fields = {
    endpointUrl: `https://my-ep.westeurope.inference.ml.azure.com${pathOf(kind, apiType)}`,
    endpointApiKey: 'a-key',
    contentFormatter: formatterNamed(kind, formatter),
    fetch,
    maxRetries: 0,
    ...(modelKwargs && { modelKwargs }),
  }
  if (kind === 'llm') {
    const model = new AzureMLOnlineEndpoint(fields)
    return async (options) => ({ text: await model.invoke(prompt, optionsOf(options)) })
  }
  const model = new AzureMLChatOnlineEndpoint(fields)
  return async (options) => {
    const message = await model.invoke((messages ?? []).map(toMessage), optionsOf(options))
    return { text: message.text, reason: message.response_metadata['finish_reason'] }
  }
}

function pathOf(kind: Case['kind'], apiType: Case['apiType']): string {
  if (apiType === 'dedicated') return '/score'
  return kind === 'chat' ? '/models/chat/completions' : '/completions'
}

function formatterNamed(kind: Case['kind'], name: string): NonNullable<EndpointOptions['contentFormatter']> {
  const all: Readonly<Record<string, unknown>> = kind === 'chat' ? { ...chatFormatters } : { ...textFormatters }
  return all[name] as NonNullable<EndpointOptions['contentFormatter']>
}

/** The same options by our names; the time limit, in milliseconds, is no parameter of the model. */
function optionsOf({ max_tokens: maxTokens, temperature, stop, timeout }: CaseOptions): object {
  return {
    ...(maxTokens !== undefined && { maxTokens }),
    ...(temperature !== undefined && { temperature }),
    ...(stop !== undefined && { stop: [...stop] }),
    ...(timeout !== undefined && { timeout: timeout * 1000 }),
  }
}

function toMessage({ role, content, toolCallId = '', toolCalls = [] }: CaseMessage): BaseMessage {
  if (role === 'system') return new SystemMessage(content)
  if (role === 'user') return new HumanMessage(content)
  if (role === 'tool') return new ToolMessage({ content, tool_call_id: toolCallId })
  if (role !== 'assistant') return new ChatMessage({ content, role })
  return new AIMessage({
    content,
    tool_calls: toolCalls.map((call) => ({ ...call, args: { ...call.args }, type: 'tool_call' })),
  })
}
