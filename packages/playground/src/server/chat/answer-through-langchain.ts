import { AzureMLChatOnlineEndpoint } from '@azureml-endpoints/langchain-adapter'
import type { ChatMessage, ContentPart, Source } from '@azureml-endpoints/core'
import {
  AIMessage,
  AIMessageChunk,
  type BaseMessage,
  type ContentBlock,
  HumanMessage,
  SystemMessage,
  ToolMessage,
} from '@langchain/core/messages'
import { createAgent, type DynamicStructuredTool, tool } from 'langchain'
import { UIStreamBlocks } from './ui-stream-blocks.ts'
import { playgroundTools } from './tools.ts'
import type { Turn } from './turn.ts'

/** Answers with LangChain: the model alone, or an agent if tools are enabled. */
export async function answerThroughLangChain(turn: Turn): Promise<string | undefined> {
  const blocks = new UIStreamBlocks(turn.writer)
  const openCalls: OpenCalls = new Map()
  let finishReason: string | undefined
  blocks.step()
  for await (const chunk of chunksOf(turn, blocks)) {
    for (const block of chunk.contentBlocks) if (block.type === 'reasoning') blocks.reasoning(block.reasoning)
    blocks.text(chunk.text)
    writeToolInput(chunk, openCalls, blocks)
    writeSources(chunk, blocks)
    finishReason = (chunk.response_metadata['finish_reason'] as string | undefined) ?? finishReason
  }
  blocks.end()
  return finishReason
}

/** Tool calls by index: only the first piece of a call has its id and name. */
type OpenCalls = Map<number | undefined, { readonly id: string; readonly name: string }>

function writeToolInput(
  { tool_call_chunks: pieces = [] }: AIMessageChunk,
  open: OpenCalls,
  blocks: UIStreamBlocks,
): void {
  for (const { index, id, name, args } of pieces) {
    if (id && name) open.set(index, { id, name })
    const call = open.get(index)
    if (call) blocks.toolInput(call, args ?? '')
  }
}

function writeSources({ additional_kwargs: kwargs }: AIMessageChunk, blocks: UIStreamBlocks): void {
  const citations = kwargs['citations']
  if (Array.isArray(citations)) for (const citation of citations as Source[]) blocks.source(citation)
}

async function* chunksOf(
  { endpoint, settings, request, signal }: Turn,
  blocks: UIStreamBlocks,
): AsyncGenerator<AIMessageChunk> {
  const { temperature, topP, maxTokens, stop, seed, reasoningEffort } = settings
  const parameters = {
    temperature,
    topP,
    maxTokens,
    seed,
    reasoningEffort,
    ...(stop.length > 0 && { stop: [...stop] }),
    // A format of the model, unlike one of a call, also applies to the calls of an agent.
    responseFormat: request.responseFormat,
  }
  const model = new AzureMLChatOnlineEndpoint({ ...endpoint, ...parameters, maxRetries: 2 })
  const messages = request.messages.map(toLangChain)
  if (!settings.tools) {
    yield* await model.stream(messages, { signal })
    return
  }
  const agent = createAgent({ model, tools: createTools(blocks) })
  for await (const [message] of await agent.stream({ messages }, { signal, streamMode: 'messages' })) {
    if (AIMessageChunk.isInstance(message)) yield message
  }
}

function createTools(blocks: UIStreamBlocks): DynamicStructuredTool[] {
  return playgroundTools.map(({ name, description, input, run }) =>
    tool(
      (given: unknown, { toolCall }: { readonly toolCall?: { readonly id?: string } }) => {
        const id = toolCall?.id ?? crypto.randomUUID()
        blocks.toolCall(id, name, given)
        const output = run(given)
        blocks.toolResult(id, output)
        blocks.step()
        return JSON.stringify(output)
      },
      { name, description, schema: input },
    ),
  )
}

function toLangChain(message: ChatMessage): BaseMessage {
  switch (message.role) {
    case 'system':
      return new SystemMessage(message.content)
    case 'user':
      return typeof message.content === 'string'
        ? new HumanMessage(message.content)
        : new HumanMessage({ contentBlocks: message.content.map(toBlock) })
    case 'tool':
      return new ToolMessage({ content: message.content, tool_call_id: message.toolCallId })
    case 'assistant': {
      const calls = message.toolCalls ?? []
      const toolCalls = calls.map(({ id, name, arguments: json }) => ({ id, name, args: JSON.parse(json) }))
      return new AIMessage({ content: message.content, tool_calls: toolCalls })
    }
  }
}

function toBlock(part: ContentPart): ContentBlock.Standard {
  if (part.type === 'text') return { type: 'text', text: part.text }
  const { type, mediaType, filename } = part
  // LangChain takes media by base64 data with their type, or by a link.
  const data = String(part.url).replace(/^data:[^,]*,/, '')
  return {
    type,
    data,
    mimeType: mediaType ?? '',
    ...(filename !== undefined && { metadata: { filename } }),
  } as ContentBlock.Standard
}
