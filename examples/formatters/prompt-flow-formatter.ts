// A formatter of your own, for a scoring script that takes `{question, chat_history}` and returns `{answer}`, as a prompt flow does.

import {
  type ChatRequest,
  ConfigurationError,
  ContentFormatterBase,
  type ParsedChatChunk,
  type ParsedChatResponse,
  type RequestContext,
} from '@azureml-endpoints/core'
import { z } from 'zod'

/** Formatter for a flow with the inputs `question` and `chat_history` and the output `answer`. */
export class PromptFlowFormatter extends ContentFormatterBase {
  readonly name = 'prompt-flow'
  readonly codecs = {
    dedicated: {
      formatRequest,
      parseResponse: readAnswer,
      openStream: () => readPiece,
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

/** Parses a response. If the body has another shape, zod throws, and core wraps the error in a FormatError with the body. */
function readAnswer(body: unknown): ParsedChatResponse {
  return { text: flowOutput.parse(body).answer }
}

/** Parses an event of a stream, which ends with the connection; events with other outputs have no answer. */
function readPiece(event: unknown): ParsedChatChunk | undefined {
  return event === undefined ? { finishReason: 'stop' } : { text: flowPiece.parse(event).answer }
}

const flowPiece = z.object({ answer: z.string().optional() })
const flowOutput = z.object({ answer: z.string() })

function notInFlow(setting: string): ConfigurationError {
  return new ConfigurationError(`The flow has no input for \`${setting}\`. Leave it out, or extend the flow.`, {
    setting,
  })
}
