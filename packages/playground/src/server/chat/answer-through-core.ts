import { AzureMLEndpointClient, type ChatMessage, type ToolCall } from '@azureml-endpoints/core'
import { UIStreamBlocks } from './ui-stream-blocks.ts'
import { playgroundTools } from './tools.ts'
import type { Turn } from './turn.ts'

/** Answers with core, running tools until the model stops calling them. */
export async function answerThroughCore({ endpoint, request, signal, writer }: Turn): Promise<string | undefined> {
  const client = new AzureMLEndpointClient(endpoint)
  const blocks = new UIStreamBlocks(writer)
  const messages: ChatMessage[] = [...request.messages]
  let finishReason: string | undefined
  for (let turn = 0; turn < 5; turn++) {
    blocks.step()
    const answer = { content: '', reasoning: '', providerData: undefined as unknown }
    const calls: OpenCall[] = []
    for await (const chunk of client.stream({ ...request, messages }, { signal })) {
      blocks.reasoning(chunk.reasoning)
      blocks.text(chunk.text)
      answer.content += chunk.text ?? ''
      answer.reasoning += chunk.reasoning ?? ''
      answer.providerData = chunk.providerData ?? answer.providerData
      for (const { index, id = '', name = '', arguments: piece = '', providerData } of chunk.toolCalls ?? []) {
        const call = (calls[index] ??= { id, name, arguments: '' })
        call.arguments += piece
        if (providerData !== undefined) call.providerData = providerData
      }
      finishReason = chunk.finishReason ?? finishReason
    }
    blocks.end()
    if (calls.length === 0) break
    messages.push({ role: 'assistant', ...answer, toolCalls: calls }, ...calls.map((call) => runTool(call, blocks)))
  }
  return finishReason
}

/** A tool call whose arguments are still arriving. */
type OpenCall = { -readonly [Key in keyof ToolCall]: ToolCall[Key] }

function runTool(call: ToolCall, blocks: UIStreamBlocks): ChatMessage {
  const input = parsedInput(call.arguments)
  blocks.toolCall(call.id, call.name, input)
  const output = toolOutput(call.name, input)
  blocks.toolResult(call.id, output)
  return { role: 'tool', toolCallId: call.id, content: JSON.stringify(output) }
}

/** Returns the text itself where a model wrote no JSON. */
function parsedInput(json: string): unknown {
  try {
    return JSON.parse(json || '{}')
  } catch {
    return json
  }
}

/** Runs a tool. What it cannot do goes back to the model as its result, and costs this call alone. */
function toolOutput(name: string, input: unknown): unknown {
  const tool = playgroundTools.find((known) => known.name === name)
  if (tool === undefined) return 'There is no such tool.'
  try {
    return tool.run(input)
  } catch (error) {
    return `The tool failed: ${error instanceof Error ? error.message : String(error)}`
  }
}
