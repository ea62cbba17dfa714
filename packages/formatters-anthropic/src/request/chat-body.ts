import {
  type ChatRequest,
  ConfigurationError,
  rejectConversation,
  rejectStreamContradiction,
  type RequestContext,
  isFields,
  type Fields,
} from '@azureml-endpoints/core'
import { withCacheMarks } from '../conversation/cache-marks.ts'
import { toConversation } from '../conversation/conversation.ts'
import type { AnthropicFormatterOptions } from '../options/formatter-options.ts'
import { historyToolsOf } from './history-tools.ts'
import { isEnforced, jsonInstructionOf, outputConfigOf, thinkingOf } from './output-config.ts'
import { rejectIncomplete, rejectUnsupported } from './supported-settings.ts'
import { toolChoiceOf, toWireTools } from './wire-tools.ts'

/** Where a request goes, and how the formatter was created. */
export interface BodyOptions {
  readonly context: RequestContext
  readonly options: AnthropicFormatterOptions
}

/** Formats the request body of the Messages API. */
export function chatBody(request: ChatRequest, { context, options }: BodyOptions): Fields {
  rejectUnsupported(request)
  rejectConversation(request, context, ['messages', 'system'])
  const { modelKwargs: ofClient, deploymentName } = context
  const ofCall = request.modelKwargs ?? {}
  const named: Record<string, unknown> = { ...promptOf(request, options), ...parametersOf(request, options) }
  if (ofClient['thinking'] !== undefined) delete named['thinking']
  for (const field of ['output_config', 'metadata']) mergeFields(named, ofClient, field)
  const body: Record<string, unknown> = {
    ...(options.defaultMaxTokens !== undefined && { max_tokens: options.defaultMaxTokens }),
    ...ofClient,
    ...(deploymentName !== undefined && { model: deploymentName }),
    ...named,
    ...ofCall,
    ...toolsOf(named['tools'], ofClient, ofCall),
  }
  if (body['tools'] === undefined) Object.assign(body, historyToolsOf(named['messages']))
  for (const field of ['output_config', 'metadata']) mergeFields(body, { ...ofClient, ...named }, field)
  rejectIncomplete(body)
  rejectStreamContradiction(body['stream'], context.stream)
  return context.stream ? { ...body, stream: true } : body
}

function promptOf(request: ChatRequest, options: AnthropicFormatterOptions): Fields {
  const citations = options.citations === true
  const conversation = toConversation(request.messages, { citations, sendReasoning: options.sendReasoning ?? true })
  if (citations && isEnforced(request.responseFormat, options)) rejectCitations(request)
  const instruction = jsonInstructionOf(request.responseFormat, options)
  const system = instruction === undefined ? conversation.system : [...conversation.system, textBlock(instruction)]
  const tools = toWireTools(request) as Parameters<typeof withCacheMarks>[0]['tools']
  const { cacheControl } = options
  const plain = { tools, system, messages: conversation.messages }
  const marked = cacheControl === undefined ? plain : withCacheMarks(plain, cacheControl)
  return {
    ...(marked.system.length > 0 && { system: shortest(marked.system) }),
    messages: marked.messages.map(({ role, content }) => ({ role, content: shortest(content) })),
    ...(marked.tools !== undefined && { tools: marked.tools }),
  }
}

function textBlock(text: string): { readonly type: string; readonly text: string } {
  return { type: 'text', text }
}

/** Sends a single text as a string, which reads better in logs and is the same to the API. */
function shortest(content: readonly Fields[]): unknown {
  const [first] = content
  const isText = content.length === 1 && first?.['type'] === 'text' && Object.keys(first).length === 2
  return isText ? first['text'] : content
}

function parametersOf(request: ChatRequest, options: AnthropicFormatterOptions): Fields {
  const { stop } = request
  const parameters = Object.entries({
    max_tokens: request.maxTokens,
    temperature: request.temperature,
    top_p: request.topP,
    top_k: request.topK,
    stop_sequences: typeof stop === 'string' ? [stop].filter(Boolean) : stop,
    tool_choice: toolChoiceOf(request),
    thinking: thinkingOf(request),
    output_config: outputConfigOf(request, options),
    metadata: request.user === undefined ? undefined : { user_id: request.user },
  })
  return Object.fromEntries(parameters.filter(([, value]) => value !== undefined && value !== null && !isEmpty(value)))
}

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0
}

/** Keeps the fields of an object that are set in another place, so that an effort does not replace a format. */
function mergeFields(target: Record<string, unknown>, earlier: Fields, field: string): void {
  const [one, other] = [earlier[field], target[field]]
  if (isFields(one) && isFields(other)) target[field] = { ...one, ...other }
}

/** Adds the tools that the server runs, which only `modelKwargs` can name. */
function toolsOf(named: unknown, ...given: readonly Fields[]): Fields {
  const others = given.findLast(({ tools }) => Array.isArray(tools))?.['tools']
  return Array.isArray(named) && Array.isArray(others) ? { tools: [...named, ...(others as unknown[])] } : {}
}

function rejectCitations({ messages }: ChatRequest): void {
  const hasFile = messages.some(
    ({ content }) => typeof content !== 'string' && content.some(({ type }) => type === 'file'),
  )
  if (!hasFile) return
  throw new ConfigurationError(
    "responseFormat has a schema, but answers that follow one cannot cite documents. Create the formatter with `jsonSchema: 'prompt'`, or without `citations`.",
    { setting: 'responseFormat' },
  )
}
