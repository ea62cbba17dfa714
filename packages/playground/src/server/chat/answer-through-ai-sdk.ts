import { createAzureML } from '@azureml-endpoints/ai-sdk-provider'
import { type JSONSchema7, Output, isStepCount, jsonSchema, streamText, toUIMessageStream, tool } from 'ai'
import type { PlaygroundMessage } from '../../contract/playground-contract.ts'
import { parseSchema, toModelMessages } from './conversation.ts'
import { playgroundTools } from './tools.ts'
import type { Turn } from './turn.ts'

/** Answers with the AI SDK, which runs the tools itself. */
export async function answerThroughAISDK(turn: Turn): Promise<string | undefined> {
  const { endpoint, settings, messages, signal, writer } = turn
  // The AI SDK retries by itself.
  const { onRetry: _onRetry, ...settingsOfProvider } = endpoint
  const azureML = createAzureML(settingsOfProvider)
  const failures: unknown[] = []
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
    abortSignal: signal,
    onError: ({ error }) => void failures.push(error),
  })
  const parts = toUIMessageStream<typeof tools, PlaygroundMessage>({
    stream: answer.stream,
    sendStart: false,
    sendFinish: false,
    sendSources: true,
  })
  for await (const part of parts) if (part.type !== 'error') writer.write(part)
  if (failures.length > 0) throw failures[0]
  return signal.aborted ? undefined : answer.finishReason
}

const tools = Object.fromEntries(
  playgroundTools.map(({ name, description, input, run }) => [
    name,
    tool({ description, inputSchema: input, execute: run }),
  ]),
)
