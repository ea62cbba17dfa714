import { printable } from '@azureml-endpoints/core'

/** The maximum number of characters of untrusted text in a message. */
const maxLength = 1_000

/** Makes untrusted text safe for messages: truncates it, and escapes control characters, which could forge log lines. */
export function printableStart(text: string): string {
  return printable(text.length > maxLength ? `${text.slice(0, maxLength)}…` : text)
}
