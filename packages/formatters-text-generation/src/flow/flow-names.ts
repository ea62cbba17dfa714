import { checkFormatterOptions, type FormatterOptionRule } from '@azureml-endpoints/core'
import { nameRule } from '../options/check-options.ts'

/** How a flow names its inputs and outputs. */
export interface PromptFlowOptions {
  /** The input that takes the question: `is_chat_input` in `flow.dag.yaml`. @default 'question' */
  readonly chatInput?: string | undefined
  /**
   * The input that takes the conversation before the question: `is_chat_history`; `false` for a flow without one.
   * @default 'chat_history'
   */
  readonly chatHistory?: string | false | undefined
  /** The output that is the answer: `is_chat_output`. @default 'answer', or 'output' for a flow that returns only text */
  readonly chatOutput?: string | undefined
}

/** The names in use, checked. */
export interface FlowNames {
  readonly input: string
  /** Absent if the flow takes no history. */
  readonly history: string | undefined
  /** The output that is the answer, or those that are tried in this order. */
  readonly outputs: readonly string[]
  /** The output in the history. */
  readonly answer: string
}

/** Resolves the names of a flow. */
export function flowNames(options: PromptFlowOptions): FlowNames {
  checkFormatterOptions(options, rules)
  const { chatInput = 'question', chatHistory = 'chat_history', chatOutput } = options
  return {
    input: chatInput,
    history: chatHistory === false ? undefined : chatHistory,
    outputs: chatOutput === undefined ? ['answer', 'output'] : [chatOutput],
    answer: chatOutput ?? 'answer',
  }
}

const history = nameRule('the name of an input, or false if the flow takes no history')
const rules: Readonly<Record<keyof PromptFlowOptions, FormatterOptionRule>> = {
  chatInput: nameRule('the name of an input'),
  chatHistory: { ...history, allows: (value) => value === false || history.allows(value) },
  chatOutput: nameRule('the name of an output'),
}
