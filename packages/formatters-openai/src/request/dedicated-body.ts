import type { ChatRequest, RequestContext } from '@azureml-endpoints/core'
import type { CodecOptions } from '../options/formatter-options.ts'
import { namedParameters } from './named-parameters.ts'
import type { WireMessage } from '../conversation/wire-message.ts'
import { toWireMessages } from './wire-messages.ts'

/** The request body of chat images on `/score`. */
export interface DedicatedBody {
  readonly input_data: {
    readonly input_string: readonly WireMessage[]
    /** Always sent, as `{}` if empty; newer images pass it to the engine unchanged, including tools. */
    readonly parameters: Readonly<Record<string, unknown>>
  }
}

/** Formats the request body for a dedicated endpoint. */
export function dedicatedBody(
  request: ChatRequest,
  { context, options }: { readonly context: RequestContext; readonly options: CodecOptions },
): DedicatedBody {
  const parameters = {
    ...context.modelKwargs,
    ...namedParameters(request, {
      maxTokensParameter: options.maxTokensParameter ?? 'max_new_tokens',
      jsonSchema: options.jsonSchema,
    }),
    ...request.modelKwargs,
  }
  return { input_data: { input_string: toWireMessages(request, options), parameters } }
}
