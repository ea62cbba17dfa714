import { type Conversation, parseConversation } from '../storage/conversation.ts'

/** Writes conversations as the text of a file. */
export function toFile(conversations: readonly Conversation[], exportedAt: Date): string {
  return `${JSON.stringify({ format, version, exportedAt, conversations }, null, 2)}\n`
}

/**
 * Reads a file of conversations, which anyone may have written. Reads all of them or none.
 * @throws Error that says what is wrong with the file.
 */
export async function fromFile(file: Pick<File, 'name' | 'size' | 'text'>): Promise<Conversation[]> {
  if (file.size > maxBytes) {
    const size = Math.ceil(file.size / 1024 / 1024)
    throw new Error(
      `${file.name} is ${size} MiB; the limit is ${maxBytes / 1024 / 1024} MiB. Export fewer conversations.`,
    )
  }
  const conversations = listIn(parseJSON(file.name, await file.text()), file.name)
  const parsed: Conversation[] = []
  for (const [index, conversation] of conversations.entries()) {
    // One after the other, so that the first problem is reported and a long list does not exhaust the memory.
    parsed.push(await parseConversation(conversation, `Conversation ${index + 1} of ${file.name}`))
  }
  return parsed
}

const format = 'azureml-playground-conversations'
const version = 1
const maxBytes = 128 * 1024 * 1024

function parseJSON(name: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.slice(0, 200) : ''
    throw new Error(`${name} is not JSON: ${reason}. Nothing was imported.`, { cause })
  }
}

function listIn(value: unknown, name: string): unknown[] {
  const file = typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {}
  if (file['format'] !== format) {
    throw new Error(
      `${name} was not exported by this playground: its "format" is not "${format}". Nothing was imported.`,
    )
  }
  if (file['version'] !== version) {
    throw new Error(
      `${name} has version ${JSON.stringify(file['version'])?.slice(0, 20)}; this playground reads version ${version}. Update it with npx @azureml-endpoints/playground@latest.`,
    )
  }
  if (Array.isArray(file['conversations'])) return file['conversations']
  throw new Error(`${name} has no list of conversations. Nothing was imported.`)
}
