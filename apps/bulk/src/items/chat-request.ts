import { type ChatRequest, rejectUnknownNames, type Fields } from '@azureml-endpoints/core'
import { fieldsOf, listOf, shown, withoutNulls, wrong } from './fields.ts'
import { toChatMessage } from './chat-message.ts'
import { type BodyNames, toParameters } from './parameters.ts'

/** Converts the body of a chat completion, in OpenAI's names, to a request of core. Core itself checks the values. */
export function toChatRequest(body: Fields): ChatRequest {
  const { messages, tools, tool_choice: choice, response_format: format, n, stream } = withoutNulls(body)
  if (n !== undefined && n !== 1)
    throw wrong('body.n', `is ${shown(n)}; an item has one answer. Write one line for each`)
  if (stream !== undefined && stream !== false) throw wrong('body.stream', 'must be left out; answers are stored whole')
  return {
    ...toParameters(body, chatNames),
    messages: listOf(messages, 'body.messages').map((message, index) =>
      toChatMessage(fieldsOf(message, `body.messages[${index}]`), `body.messages[${index}]`),
    ),
    ...(tools !== undefined && {
      tools: listOf(tools, 'body.tools').map((tool, index) => toTool(tool, `body.tools[${index}]`)),
    }),
    ...(choice !== undefined && { toolChoice: toToolChoice(choice) }),
    ...(format !== undefined && { responseFormat: toResponseFormat(format) }),
  } as ChatRequest
}

/** The parameters of chat completions: OpenAI's, and those that vLLM, TGI, SGLang and Mistral add. */
export const chatNames: BodyNames = {
  converted: ['messages', 'tools', 'tool_choice', 'response_format', 'n', 'stream'],
  named: {
    temperature: 'temperature',
    top_p: 'topP',
    top_k: 'topK',
    max_tokens: 'maxTokens',
    max_completion_tokens: 'maxTokens',
    stop: 'stop',
    seed: 'seed',
    presence_penalty: 'presencePenalty',
    frequency_penalty: 'frequencyPenalty',
    reasoning_effort: 'reasoningEffort',
    parallel_tool_calls: 'parallelToolCalls',
    logprobs: 'logprobs',
    top_logprobs: 'topLogprobs',
    logit_bias: 'logitBias',
    user: 'user',
  },
  passed: [
    'model',
    'metadata',
    'store',
    'service_tier',
    'verbosity',
    'prediction',
    'modalities',
    'audio',
    'safety_identifier',
    'prompt_cache_key',
    'web_search_options',
    'thinking',
    'min_p',
    'min_tokens',
    'repetition_penalty',
    'length_penalty',
    'ignore_eos',
    'stop_token_ids',
    'best_of',
    'guided_json',
    'guided_regex',
    'guided_choice',
    'guided_grammar',
    'chat_template_kwargs',
    'add_generation_prompt',
    'safe_prompt',
    'random_seed',
    'typical_p',
    'do_sample',
  ],
}

function toTool(value: unknown, at: string): unknown {
  const { type = 'function', function: described, ...others } = withoutNulls(fieldsOf(value, at))
  if (type !== 'function') throw wrong(`${at}.type`, `is ${shown(type)}; only functions can be called`)
  rejectUnknownNames(others, new Set(['type', 'function']), at)
  const { parameters = { type: 'object', properties: {} }, ...tool } = withoutNulls(
    fieldsOf(described, `${at}.function`),
  )
  return { ...tool, parameters }
}

function toToolChoice(choice: unknown): unknown {
  if (typeof choice === 'string') return choice
  const { function: named } = fieldsOf(choice, 'body.tool_choice')
  return { name: fieldsOf(named, 'body.tool_choice.function')['name'] }
}

function toResponseFormat(value: unknown): unknown {
  const { type, json_schema: described } = fieldsOf(value, 'body.response_format')
  if (type === 'text') return { type }
  if (type === 'json_object') return { type: 'json' }
  if (type === 'json_schema') {
    return { type: 'json', ...withoutNulls(fieldsOf(described, 'body.response_format.json_schema')) }
  }
  throw wrong('body.response_format.type', `is ${shown(type)}; it must be "text", "json_object" or "json_schema"`)
}
