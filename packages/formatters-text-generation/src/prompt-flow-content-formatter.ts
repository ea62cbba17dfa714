import { type ContentCodec, ContentFormatterBase } from '@azureml-endpoints/core'
import { flowBody } from './flow/flow-body.ts'
import { type FlowNames, flowNames, type PromptFlowOptions } from './flow/flow-names.ts'
import { openFlowStream, readFlowOutputs } from './flow/flow-outputs.ts'

/**
 * Converts the inputs and outputs of a chat flow of prompt flow: a question and the history before it, answered by one of the
 * flow's outputs, whole or streamed. Parameters, tools and system messages belong into the flow and are a
 * `ConfigurationError`; send its other inputs as `modelKwargs`, and find its other outputs in `raw`.
 */
export class PromptFlowContentFormatter extends ContentFormatterBase {
  override readonly name: string = 'prompt-flow'
  override readonly codecs: {
    /** Converts the body of `/score`, whole or streamed. */
    readonly dedicated: Required<ContentCodec>
  }

  constructor(options: PromptFlowOptions = {}) {
    super()
    const names: FlowNames = flowNames(options)
    this.codecs = {
      dedicated: {
        formatRequest: (request, context) => flowBody(request, context, names),
        parseResponse: (body) => readFlowOutputs(body, names),
        openStream: () => openFlowStream(names),
      },
    }
  }
}
