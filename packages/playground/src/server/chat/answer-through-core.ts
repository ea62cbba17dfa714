import { AzureMLEndpointClient, type ChatChunk, type ChatMessage, type ToolCall } from '@azureml-endpoints/core'
import { StreamedAnswer } from './streamed-answer.ts'
import { playgroundTools } from './tools.ts'
import type { Turn } from './turn.ts'
import { UIStreamBlocks } from './ui-stream-blocks.ts'

/** Answers with core, running tools until the model stops calling them. */
export async function answerThroughCore({ endpoint, request, signal, writer }: Turn): Promise<string | undefined> {
  const client = new AzureMLEndpointClient(endpoint)
  const blocks = new UIStreamBlocks(writer)
  const messages: ChatMessage[] = [...request.messages]
  let finishReason: string | undefined
  for (let turn = 0; turn < 5; turn++) {
    blocks.step()
    const answer = new StreamedAnswer()
    for await (const chunk of client.stream({ ...request, messages }, { signal })) {
      answer.add(chunk)
      writeChunk(chunk, answer, blocks)
      finishReason = chunk.finishReason ?? finishReason
    }
    blocks.end()
    if (answer.audio) blocks.file(answer.audio)
    const { toolCalls } = answer
    if (toolCalls.length === 0) break
    messages.push(answer.message(), ...toolCalls.map((call) => runTool(call, blocks)))
  }
  return finishReason
}

function writeChunk(chunk: ChatChunk, answer: StreamedAnswer, blocks: UIStreamBlocks): void {
  blocks.reasoning(chunk.reasoning)
  blocks.text(chunk.text)
  for (const source of chunk.sources ?? []) blocks.source(source)
  for (const { index, arguments: piece = '' } of chunk.toolCalls ?? []) {
    const call = answer.toolCalls[index]
    if (call) blocks.toolInput(call, piece)
  }
}

function runTool(call: ToolCall, blocks: UIStreamBlocks): ChatMessage {
  const input = parsedInput(call.arguments)
  blocks.toolCall(call.id, call.name, input)
  const output = toolOutput(call.name, input)
  blocks.toolResult(call.id, output)
  return { role: 'tool', toolCallId: call.id, content: JSON.stringify(output) }
}

/** Parses the arguments of a call; returns the text itself if it is not JSON. */
function parsedInput(json: string): unknown {
  try {
    return JSON.parse(json || '{}')
  } catch {
    return json
  }
}

/** Runs a tool. A failure becomes its result, so that the model sees it and only this call fails. */
function toolOutput(name: string, input: unknown): unknown {
  const tool = playgroundTools.find((known) => known.name === name)
  if (tool === undefined) return 'There is no such tool.'
  try {
    return tool.run(input)
  } catch (error) {
    return `The tool failed: ${error instanceof Error ? error.message : String(error)}`
  }
}
