import type { UIMessageChunk } from 'ai'
import { redacted, redactKey } from './redact-key.ts'

/**
 * Redacts the key in everything that is sent to the browser, since an endpoint may echo it, even split over several chunks.
 * Holds back text that may be the beginning of the key until the next chunk of the same block.
 */
export function redactKeyStream(key: string | undefined): TransformStream<UIMessageChunk, UIMessageChunk> {
  if (key === undefined || key === '') return new TransformStream()
  const waiting = new Map<string, UIMessageChunk & { delta: string }>()
  return new TransformStream({
    transform(chunk, controller) {
      if (chunk.type === 'text-delta' || chunk.type === 'reasoning-delta') {
        const whole = ((waiting.get(chunk.id)?.delta ?? '') + chunk.delta).replaceAll(key, redacted)
        const end = whole.length - overlap(whole, key)
        waiting.set(chunk.id, { ...chunk, delta: whole.slice(end) })
        if (end > 0) controller.enqueue({ ...chunk, delta: whole.slice(0, end) })
        return
      }
      if (chunk.type === 'text-end' || chunk.type === 'reasoning-end') {
        const rest = waiting.get(chunk.id)
        waiting.delete(chunk.id)
        if (rest && rest.delta !== '') controller.enqueue(rest)
      }
      controller.enqueue(redactKey(chunk, key))
    },
  })
}

/** Counts the characters at the end of the text that may be the beginning of the key. */
function overlap(text: string, key: string): number {
  const longest = Math.min(text.length, key.length - 1)
  for (let length = longest; length > 0; length--) if (key.startsWith(text.slice(-length))) return length
  return 0
}
