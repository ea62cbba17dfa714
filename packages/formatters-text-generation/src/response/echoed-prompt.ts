import { type ParsedChatResponse, isFields } from '@azureml-endpoints/core'

/**
 * Returns whether a response begins with the prompt, where it must be removed. A request that says so decides: `false` means
 * that there is none, and one that asked for the prompt gets it. Otherwise it depends on the image.
 */
export function echoes(parameters: unknown, imageEchoes: boolean): boolean {
  const asked = isFields(parameters) ? (parameters['return_full_text'] ?? parameters['echo']) : undefined
  return imageEchoes && (asked === undefined || asked === null)
}

/** Removes the prompt from the start of a response that repeats it. */
export function withoutPrompt(response: ParsedChatResponse, prompt: string): ParsedChatResponse {
  return response.text.startsWith(prompt) ? { ...response, text: response.text.slice(prompt.length) } : response
}

/** Removes the prompt from the start of a stream that repeats it; holds back only what could still be the prompt. */
export class EchoCutter {
  readonly #prompt: string
  #held: string[] = []
  #length = 0
  #isPast = false

  constructor(prompt: string) {
    this.#prompt = prompt
  }

  /** Adds the next piece of the text, and returns what can be emitted. */
  push(text: string): string {
    if (this.#isPast) return text
    const rest = this.#prompt.length - this.#length
    const isPrompt =
      text.length > rest
        ? text.startsWith(this.#prompt.slice(this.#length))
        : this.#prompt.startsWith(text, this.#length)
    if (!isPrompt) return this.end() + text
    if (text.length < rest) {
      this.#held.push(text)
      this.#length += text.length
      return ''
    }
    this.#isPast = true
    this.#held = []
    return text.slice(rest)
  }

  /** Returns what was held back: the text ended within the prompt, or differs from it. */
  end(): string {
    const held = this.#held.join('')
    this.#isPast = true
    this.#held = []
    return held
  }
}
