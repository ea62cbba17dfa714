// A formatter of your own, here for a prompt flow that takes `{question, chat_history}` and gives `{answer}`.

import {
  type ChatRequest,
  ConfigurationError,
  ContentFormatterBase,
  type ParsedChatResponse,
  type RequestContext,
} from '@azureml-endpoints/core'
import { z } from 'zod'

/** Speaks to a flow whose inputs are `question` and `chat_history`, and whose output is `answer`. */
export class PromptFlowFormatter extends ContentFormatterBase {
  readonly name = 'prompt-flow'
  readonly codecs = {
    dedicated: {
      formatRequest,
      parseResponse: readAnswer,
      openStream: () => (event: unknown) => (event === undefined ? undefined : readAnswer(event)),
    },
  }
}

function formatRequest({ messages, modelKwargs, ...rest }: ChatRequest, context: RequestContext): unknown {
  for (const [setting, value] of Object.entries(rest)) if (value !== undefined) throw notInFlow(setting)
  const texts = messages.map((message, index) => {
    const isTurn = message.role === (index % 2 === 0 ? 'user' : 'assistant')
    if (!isTurn || typeof message.content !== 'string') throw notInFlow(`messages[${index}]`)
    if ('toolCalls' in message && message.toolCalls?.length) throw notInFlow(`messages[${index}].toolCalls`)
    return message.content
  })
  if (messages.at(-1)?.role !== 'user') throw notInFlow(`messages[${messages.length - 1}]`)
  const chatHistory = []
  for (let turn = 0; turn + 1 < texts.length; turn += 2) {
    chatHistory.push({ inputs: { question: texts[turn] }, outputs: { answer: texts[turn + 1] } })
  }
  return { ...context.modelKwargs, question: texts.at(-1), chat_history: chatHistory, ...modelKwargs }
}

/** Throws what it likes when the body is another: core makes it a FormatError that shows the body. */
function readAnswer(body: unknown): ParsedChatResponse {
  return { text: flowOutput.parse(body).answer }
}

const flowOutput = z.object({ answer: z.string() })

function notInFlow(setting: string): ConfigurationError {
  return new ConfigurationError(`The flow has no input for \`${setting}\`. Leave it out, or extend the flow.`, {
    setting,
  })
}
