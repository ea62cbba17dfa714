import { createAzureML } from '@azureml-endpoints/ai-sdk-provider'
import {
  type JSONSchema7,
  Output,
  type TextStreamPart,
  isStepCount,
  jsonSchema,
  streamText,
  toUIMessageStream,
  tool,
} from 'ai'
import type { PlaygroundMessage } from '../../contract/playground-contract.ts'
import { parseSchema, toModelMessages } from './conversation.ts'
import { rejectDroppedSettings } from './reject-dropped-settings.ts'
import { playgroundTools } from './tools.ts'
import type { Turn } from './turn.ts'

/** Answers with the AI SDK, which runs the tools itself. */
export async function answerThroughAISDK(turn: Turn): Promise<string | undefined> {
  const { endpoint, settings, messages, signal, writer } = turn
  // The AI SDK retries by itself.
  const { onRetry: _onRetry, ...settingsOfProvider } = endpoint
  const azureML = createAzureML(settingsOfProvider)
  const failures: unknown[] = []
  const failed = new AbortController()
  const answer = streamText({
    model: azureML(),
    instructions: settings.system || undefined,
    messages: await toModelMessages(messages),
    temperature: settings.temperature,
    topP: settings.topP,
    stopSequences: settings.stop.length > 0 ? [...settings.stop] : undefined,
    seed: settings.seed,
    maxOutputTokens: settings.maxTokens,
    reasoning: settings.reasoningEffort,
    ...(settings.tools && { tools, stopWhen: isStepCount(5) }),
    ...(settings.schema !== '' && {
      output: Output.object({ schema: jsonSchema(parseSchema(settings.schema) as JSONSchema7), name: 'answer' }),
    }),
    abortSignal: AbortSignal.any([signal, failed.signal]),
    onError: ({ error }) => void failures.push(error),
  })
  const parts = toUIMessageStream<typeof tools, PlaygroundMessage>({
    stream: answer.stream.pipeThrough(checkSettings()),
    sendStart: false,
    sendFinish: false,
    sendSources: true,
  })
  try {
    for await (const part of parts) if (part.type !== 'error') writer.write(part)
  } catch (error) {
    failed.abort()
    throw error
  }
  if (failures.length > 0) throw failures[0]
  return signal.aborted ? undefined : answer.finishReason
}

/** Fails at the beginning of an answer if it was asked for without some of the settings. */
function checkSettings(): TransformStream<TextStreamPart<typeof tools>, TextStreamPart<typeof tools>> {
  return new TransformStream({
    transform(part, controller) {
      if (part.type === 'start-step') rejectDroppedSettings(part.warnings)
      controller.enqueue(part)
    },
  })
}

const tools = Object.fromEntries(
  playgroundTools.map(({ name, description, input, run }) => [
    name,
    tool({ description, inputSchema: input, execute: run }),
  ]),
)
