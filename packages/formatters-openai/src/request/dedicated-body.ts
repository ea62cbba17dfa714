import type { ChatRequest, RequestContext } from '@azureml-endpoints/core'
import type { CodecOptions } from '../options/formatter-options.ts'
import { namedParameters } from './named-parameters.ts'
import type { WireMessage } from './wire-message.ts'
import { toWireMessages } from './wire-messages.ts'

/** The body that chat images on `/score` take. */
export interface DedicatedBody {
  readonly input_data: {
    readonly input_string: readonly WireMessage[]
    /** Always there, `{}` if empty; newer images hand it to the engine unchanged, tools included. */
    readonly parameters: Readonly<Record<string, unknown>>
  }
}

/** Makes the body for a dedicated endpoint. */
export function dedicatedBody(
  request: ChatRequest,
  { context, options }: { readonly context: RequestContext; readonly options: CodecOptions },
): DedicatedBody {
  const parameters = {
    ...context.modelKwargs,
    ...namedParameters(request, { ...options, maxTokensParameter: options.maxTokensParameter ?? 'max_new_tokens' }),
    ...request.modelKwargs,
  }
  return { input_data: { input_string: toWireMessages(request, options), parameters } }
}
