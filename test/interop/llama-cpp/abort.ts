import type { ChatClient, Question } from '../chat-clients/chat-client.ts'
import type { RunningServer } from '../frame/server.ts'

/** Asks a question four times at once, and aborts each call at the first text: one of them will not have ended by then. */
export async function abortAtFirstText({ stream }: ChatClient, question: Question): Promise<void> {
  const calls = Array.from({ length: 4 }, async () => {
    const controller = new AbortController()
    for await (const text of stream({ ...question, signal: controller.signal })) if (text) controller.abort()
  })
  await Promise.allSettled(calls)
}

/** Counts the answers that the engine has given up. */
export function cancelledTasks({ process }: RunningServer): number {
  return process.output().match(/cancel task/g)?.length ?? 0
}
