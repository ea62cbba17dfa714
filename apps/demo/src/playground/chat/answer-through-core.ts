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
    let content = ''
    const calls: { id: string; name: string; arguments: string }[] = []
    for await (const chunk of client.stream({ ...request, messages }, { signal })) {
      blocks.reasoning(chunk.reasoning)
      blocks.text(chunk.text)
      content += chunk.text ?? ''
      for (const { index, id = '', name = '', arguments: piece = '' } of chunk.toolCalls ?? []) {
        const call = (calls[index] ??= { id, name, arguments: '' })
        call.arguments += piece
      }
      finishReason = chunk.finishReason ?? finishReason
    }
    blocks.end()
    if (calls.length === 0) break
    messages.push({ role: 'assistant', content, toolCalls: calls }, ...calls.map((call) => runTool(call, blocks)))
  }
  return finishReason
}

function runTool(call: ToolCall, blocks: UIStreamBlocks): ChatMessage {
  const input: unknown = JSON.parse(call.arguments || '{}')
  blocks.toolCall(call.id, call.name, input)
  const output = playgroundTools.find(({ name }) => name === call.name)?.run(input) ?? 'There is no such tool.'
  blocks.toolResult(call.id, output)
  return { role: 'tool', toolCallId: call.id, content: JSON.stringify(output) }
}
