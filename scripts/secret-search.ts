import { redacted as redactedByCore } from '../packages/core/src/redaction/redact-text.ts'
import { Secrets } from '../packages/core/src/redaction/secrets.ts'

/** The text that replaces a secret in a recorded exchange. */
export const redacted = 'REDACTED'

/**
 * Returns a function that redacts secrets as core does: unchanged, escaped, or in base64. It also finds them in
 * hexadecimal, in form encoding, in base64 that is wrapped, and in escapes with braces.
 */
export function redactionOf(values: readonly string[]): (text: string) => string {
  const secrets = new Secrets()
  const short: string[] = []
  for (const value of values) {
    if (value.length < shortest) short.push(value)
    else for (const form of [value, ...moreFormsOf(value)]) secrets.add(form)
  }
  return (text) => {
    const clean = preparations.reduce((before, prepare) => {
      const prepared = prepare(before)
      const after = secrets.redact(prepared)
      // A text without secrets keeps its escapes and line breaks.
      return after === prepared ? before : after.replaceAll(redactedByCore, redacted)
    }, text)
    return short.reduce((before, value) => replaceWord(before, value, redacted), clean)
  }
}

/** Replaces a text where it is not part of a longer word. */
export function replaceWord(text: string, word: string, replacement: string): string {
  if (word === '') return text
  return text.replaceAll(word, (found, at: number) => {
    const isPart = isWordCharacter(text[at - 1]) || isWordCharacter(text[at + word.length])
    return isPart ? found : replacement
  })
}

/** Core does not search for shorter secrets, which would match parts of ordinary words. */
const shortest = 6

function moreFormsOf(secret: string): string[] {
  const hexadecimal = Buffer.from(secret).toString('hex')
  return [hexadecimal, hexadecimal.toUpperCase(), secret.replaceAll(' ', '+')]
}

/** What is done to a text before each search. */
const preparations: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => text.replace(/\\u\{0{0,4}([\da-f]{1,4})\}/gi, (_, digits: string) => `\\u${digits.padStart(4, '0')}`),
  (text) => text.replace(/(?:\r|\n|\\r|\\n)[\t ]?/g, ''),
]

function isWordCharacter(character: string | undefined): boolean {
  return character !== undefined && /[\w-]/.test(character)
}
