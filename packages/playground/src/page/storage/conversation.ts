import { jsonHazard } from '@azureml-endpoints/core'
import { safeValidateUIMessages } from 'ai'
import { z } from 'zod'
import type { Failure, PlaygroundMessage } from '../../contract/playground-contract.ts'
import { describeProblems } from './describe-problems.ts'
import { sharedFields, type SharedSettings } from './shared-settings.ts'

/** A conversation as it is stored and exported. It never contains a key. */
export interface Conversation extends SharedSettings {
  readonly id: string
  readonly title: string
  /** Milliseconds since 1970. */
  readonly createdAt: number
  /** Milliseconds since 1970. */
  readonly updatedAt: number
  readonly messages: readonly PlaygroundMessage[]
}

/**
 * Validates a conversation from a file or the storage, which anyone may have written.
 * @throws Error that says what is wrong with it.
 */
export async function parseConversation(value: unknown, name: string): Promise<Conversation> {
  const hazard = jsonHazard(value)
  if (hazard !== undefined) throw new Error(`${name} is not valid: it contains ${hazard}.`)
  const parsed = conversationSchema.safeParse(value)
  if (!parsed.success) throw new Error(describeProblems(name, parsed.error))
  const { messages, ...rest } = parsed.data
  return { ...rest, messages: messages.length === 0 ? [] : await parseMessages(messages, name) }
}

/** The text that a search looks through. */
export function searchableText({ title, messages }: Pick<Conversation, 'title' | 'messages'>): string {
  const texts = messages.flatMap(({ parts }) => parts.flatMap((part) => (part.type === 'text' ? [part.text] : [])))
  return [title, ...texts].join('\n').slice(0, maxSearchable).toLowerCase()
}

/** Derives a title from the first question. */
export function titleOf(messages: readonly PlaygroundMessage[]): string {
  const first = messages.find(({ role }) => role === 'user')?.parts.find((part) => part.type === 'text')
  const text = first?.type === 'text' ? first.text.trim().replaceAll(/\s+/g, ' ') : ''
  if (text === '') return 'Untitled'
  return text.length <= maxTitle ? text : `${text.slice(0, maxTitle - 1)}…`
}

const maxTitle = 80

/** Enough to find a conversation by, and little enough to keep the list of all of them in memory. */
const maxSearchable = 20_000

const conversationSchema = z.object({
  id: z.string().min(1).max(100),
  title: z.string().max(1_000),
  createdAt: z.number(),
  updatedAt: z.number(),
  ...sharedFields,
  messages: z.array(z.unknown()).max(10_000),
})

const failureSchema: z.ZodType<Failure> = z.object({
  name: z.string(),
  message: z.string(),
  status: z.number().optional(),
  modelStatus: z.number().optional(),
  code: z.string().optional(),
  requestId: z.string().optional(),
  setting: z.string().optional(),
  causes: z.array(z.string()),
})

/** The measurements of an answer; the call that they are from is gone after a reload. */
const metadataSchema: z.ZodType<PlaygroundMessage['metadata']> = z
  .object({
    outcome: z.enum(['answered', 'stopped', 'failed']),
    totalMs: z.number().optional(),
    firstTokenMs: z.number().optional(),
    tokensPerSecond: z.number().optional(),
    inputTokens: z.number().optional(),
    outputTokens: z.number().optional(),
    finishReason: z.string().optional(),
  })
  .optional()

async function parseMessages(messages: unknown[], name: string): Promise<PlaygroundMessage[]> {
  const valid = await safeValidateUIMessages<PlaygroundMessage>({
    messages,
    metadataSchema,
    dataSchemas: { failure: failureSchema, wire: z.never() },
  })
  if (!valid.success) throw new Error(`${name} is not valid: ${valid.error.message.slice(0, 300)}`)
  const foreign = valid.data.flatMap(({ parts }) => parts).find(pointsElsewhere)
  if (foreign)
    throw new Error(`${name} is not valid: a part of the type "${foreign.type}" has a URL that is not allowed.`)
  return valid.data
}

/** Attachments are `data:` URLs, which need no request; sources are links, which a person can follow. */
function pointsElsewhere(part: PlaygroundMessage['parts'][number]): boolean {
  if (part.type === 'file') return !part.url.startsWith('data:')
  return part.type === 'source-url' && !/^https?:/i.test(part.url)
}
