import type { AIMessage } from '@langchain/core/messages'
import { type Block, blocksIn, fieldsOf, textOrUndefined, textTypes } from './blocks.ts'

/** What the model said, and what it thought. */
export interface SpokenText {
  readonly text: string
  readonly reasoning: string
}

/**
 * Returns the model's text and reasoning. Tool calls are taken from `tool_calls`. Blocks that only the provider of the answer
 * understands, such as those of its own tools, are left out, because another model cannot use them. So are images and files that
 * a model generated, because no format has them in an assistant message.
 */
export function assistantText(message: AIMessage, at: string): SpokenText {
  const { content, additional_kwargs: kwargs } = message
  const texts: Piece[] = []
  const thoughts: Piece[] = []
  let before = ''
  for (const block of blocksIn(content, `${at}.content`)) {
    const text = said(block)
    if (text !== undefined) texts.push({ text, block, isAfterReference: referenceTypes.has(before) })
    else for (const thought of thoughtsIn(block)) thoughts.push({ text: thought, block })
    before = block.type
  }
  const isStream = isStreamed(message)
  return {
    // OpenAI's refusals and recordings are not in the content.
    text:
      joined(withoutRepetition(texts), isStream) ||
      (textOrUndefined(kwargs['refusal']) ?? textOrUndefined(fieldsOf(kwargs['audio'])['transcript']) ?? ''),
    reasoning: joined(thoughts, isStream) || reasoningBeside(message),
  }
}

/** Removes a refusal that repeats the text. */
function withoutRepetition(pieces: readonly Piece[]): readonly Piece[] {
  const [first, second, third] = pieces
  const isRepeated = third === undefined && second !== undefined && first?.text === second.text
  if (!isRepeated) return pieces
  return pieces.filter(({ block }) => block.type !== 'refusal')
}

interface Piece {
  readonly text: string
  readonly block: Block
  readonly isAfterReference?: boolean
}

/** Mistral's references stand between the parts of a sentence. */
const referenceTypes: ReadonlySet<string> = new Set(['reference', 'citation'])

/** Returns the text of a block: an answer, a refusal, or the words of a recording. */
function said(block: Block): string | undefined {
  const { type } = block
  // Bedrock has the cited text inside.
  if (/^citations_?content$/i.test(type)) return textsIn(fieldsOf(block['citationsContent'])['content']).join('')
  const value =
    type === 'refusal'
      ? block['refusal']
      : type === 'audio'
        ? (block['transcript'] ?? fieldsOf(block['metadata'])['transcript'])
        : textTypes.has(type)
          ? block['text']
          : undefined
  return typeof value === 'string' ? value : undefined
}

/**
 * Joins parts as lines. Parts that continue a sentence stay in it: providers split a sentence at its citations, and a merged
 * stream has a part for each token.
 */
function joined(pieces: readonly Piece[], isStream: boolean): string {
  let text = ''
  let previous: Piece | undefined
  for (const piece of pieces) {
    const isContinued = previous === undefined || continues(previous, piece, isStream)
    text += isContinued ? piece.text : `\n${piece.text}`
    previous = piece
  }
  return text
}

function continues(previous: Piece, next: Piece, isStream: boolean): boolean {
  if (next.isAfterReference) return true
  if (isStream && next.block['index'] === undefined) return true
  if (/^\s/.test(next.text.slice(0, 1)) || /\s$/.test(previous.text.slice(-1))) return true
  return isCited(previous.block) || isCited(next.block)
}

function isCited({ citations, annotations }: Block): boolean {
  return (Array.isArray(citations) && citations.length > 0) || (Array.isArray(annotations) && annotations.length > 0)
}

function isStreamed(message: AIMessage): boolean {
  return 'tool_call_chunks' in message
}

/** Returns the reasoning in a block of any provider; other blocks have none. */
function thoughtsIn(block: Block): readonly string[] {
  const { reasoning, thinking, summary, reasoningText, reasoningContent } = block
  if (!/reasoning|thinking|thought/i.test(block.type)) return []
  const text =
    textOrUndefined(reasoning) ??
    textOrUndefined(thinking) ??
    textOrUndefined(fieldsOf(reasoningText ?? fieldsOf(reasoningContent)['reasoningText'])['text'])
  if (text !== undefined) return [text]
  // Mistral's thinking and OpenAI's summaries are lists of texts.
  return textsIn(thinking ?? summary)
}

/** Returns the reasoning that providers keep beside the content. */
function reasoningBeside({ additional_kwargs: kwargs, response_metadata: metadata }: AIMessage): string {
  const { reasoning_content: content, reasoning } = kwargs
  if (typeof content === 'string') return content
  if (typeof reasoning === 'string') return reasoning
  const summary = textsIn(fieldsOf(reasoning)['summary'])
  if (summary.length > 0) return summary.join('\n')
  const { output } = fieldsOf(metadata)
  return (Array.isArray(output) ? blocksIn(output, 'response_metadata.output').flatMap(thoughtsIn) : []).join('\n')
}

function textsIn(list: unknown): readonly string[] {
  if (!Array.isArray(list)) return []
  return list.flatMap((item: unknown) => textOrUndefined(fieldsOf(item)['text']) ?? [])
}
