import { hashText } from '../random/seeded-random.ts'

/** Signs a thought, as it was sent: with its words, or empty if they were left out. Only that text has this signature. */
export function signThought(thinking: string): string {
  return encode(`thought:${sum(thinking)}`)
}

/** Tells whether a thought has the text that it was signed with. */
export function isSigned(thinking: string, signature: string): boolean {
  return signature === signThought(thinking)
}

/** Makes the data of a thought whose words nobody may read. */
export function redactThought(thinking: string): string {
  const text = encode(thinking)
  return `${text}.${encode(`redacted:${sum(text)}`)}`
}

/** Tells whether the data of a redacted thought are as they were sent. */
export function isRedactedThought(data: string): boolean {
  const dot = data.lastIndexOf('.')
  return dot >= 0 && data.slice(dot + 1) === encode(`redacted:${sum(data.slice(0, dot))}`)
}

function sum(text: string): string {
  return `${hashText(text).toString(36)}-${hashText(`emulated ${text.length} ${text}`).toString(36)}`
}

function encode(text: string): string {
  return Buffer.from(text).toString('base64')
}
