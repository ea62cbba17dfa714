import {
  type ChatRequest,
  rejectConversation,
  rejectStreamContradiction,
  type RequestContext,
  isFields,
  type Fields,
} from '@azureml-endpoints/core'
import type { OpenAIResponsesOptions } from '../responses-options.ts'
import { toInput } from './input.ts'
import { responsesParameters } from './responses-parameters.ts'

/** A call, apart from its request. */
export interface ResponsesCall {
  readonly context: RequestContext
  readonly options: OpenAIResponsesOptions
}

/** Formats the request body of a response. */
export function responsesBody(request: ChatRequest, { context, options }: ResponsesCall): Fields {
  const { modelKwargs = {} } = request
  rejectConversation(request, context, ['input'])
  const sendsReasoning = options.sendReasoning ?? !isUnableToEncrypt(modelOf(context, modelKwargs))
  const named = responsesParameters(request, options)
  const body = {
    store: false,
    ...context.modelKwargs,
    ...(context.deploymentName ? { model: context.deploymentName } : undefined),
    input: toInput(request, {
      options: { ...options, sendReasoning: sendsReasoning },
      isContinued: isContinued(context, modelKwargs),
    }),
    ...named,
    ...modelKwargs,
    ...mergedFields([context.modelKwargs, named, modelKwargs]),
    ...includeOf([
      sendsReasoning ? ENCRYPTED : [],
      context.modelKwargs['include'],
      named['include'],
      modelKwargs['include'],
    ]),
  }
  rejectStreamContradiction((body as Fields)['stream'], context.stream)
  return context.stream ? { ...body, stream: true } : body
}

const ENCRYPTED = ['reasoning.encrypted_content']

function modelOf({ deploymentName, modelKwargs: ofClient }: RequestContext, ofCall: Fields): unknown {
  return ofCall['model'] ?? deploymentName ?? ofClient['model']
}

/** Models without reasoning reject a request that asks to encrypt it. */
function isUnableToEncrypt(model: unknown): boolean {
  return typeof model === 'string' && /^(?:gpt-?[34]|gpt-5(?:\.\d+)?-chat|chatgpt)/i.test(model)
}

/** Returns whether the request continues a response or a conversation that the server has stored. */
function isContinued({ modelKwargs }: RequestContext, ofCall: Fields): boolean {
  return ['previous_response_id', 'conversation'].some((name) => (ofCall[name] ?? modelKwargs[name] ?? null) !== null)
}

/** Merges parameters that are objects, so that one of their fields does not replace the others. */
function mergedFields(layers: readonly Fields[]): Fields {
  const merged: Record<string, unknown> = {}
  for (const name of ['reasoning', 'text']) {
    const given = layers.map((layer) => layer[name]).filter((value) => value !== undefined)
    if (given.length > 1 && given.every(isFields)) merged[name] = Object.assign({}, ...given)
  }
  return merged
}

/** Merges the lists of what to include; anything but a list replaces them. */
function includeOf(given: readonly unknown[]): Fields {
  const lists = given.filter((one) => one !== undefined)
  const last = lists.at(-1)
  if (!Array.isArray(last)) return { include: last }
  const names = new Set(lists.filter((one) => Array.isArray(one)).flat())
  return names.size > 0 ? { include: [...names] } : {}
}
