import { isObject } from '../json/json-value.ts'
import { ErrorResponse, jsonResponse } from '../http/response.ts'
import type { Exchange } from '../routes/exchange.ts'
import { openAIError } from '../failures/gateway-errors.ts'
import { filtersPrompt } from '../routes/content-filter.ts'

/** Checks a body as Foundry's `/openai/v1` does: applies the content filter and rejects unknown fields. */
export function checkFoundryChat(body: unknown, exchange: Exchange): unknown {
  if (!isObject(body)) return body
  if (filtersPrompt(exchange, body['messages'])) throw new ErrorResponse(promptFiltered)
  const unknown = Object.keys(body).find((name) => !knownFields.has(name))
  if (unknown === undefined) return body
  const message = `Unrecognized request argument supplied: ${unknown}`
  throw new ErrorResponse(openAIError(400, message, 'unrecognized_request_argument'))
}

const filterResult = {
  hate: { filtered: false, severity: 'safe' },
  self_harm: { filtered: false, severity: 'safe' },
  sexual: { filtered: false, severity: 'safe' },
  violence: { filtered: true, severity: 'medium' },
}

const promptFiltered = jsonResponse(400, {
  error: {
    message:
      "The response was filtered due to the prompt triggering Azure OpenAI's content management policy. Please modify your prompt and retry.",
    type: null,
    param: 'prompt',
    code: 'content_filter',
    status: 400,
    innererror: { code: 'ResponsibleAIPolicyViolation', content_filter_result: filterResult },
  },
})

const knownFields = new Set(
  [
    'messages model audio frequency_penalty function_call functions logit_bias logprobs max_completion_tokens max_tokens',
    'metadata modalities n parallel_tool_calls prediction presence_penalty prompt_cache_key reasoning_effort',
    'response_format safety_identifier seed service_tier stop store stream stream_options temperature tool_choice tools',
    'top_logprobs top_p user verbosity web_search_options data_sources',
  ].flatMap((names) => names.split(' ')),
)
