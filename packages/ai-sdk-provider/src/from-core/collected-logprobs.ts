/**
 * Joins the log probabilities of a stream, whose events each have those of their own tokens: lists are joined, also those in the
 * fields of an object, as in `{ content: […] }`; of anything else the last counts.
 */
export class CollectedLogprobs {
  #list: unknown[] | undefined
  #fields: Map<string, unknown> | undefined
  #other: unknown

  add(logprobs: unknown): void {
    if (Array.isArray(logprobs)) append((this.#list ??= []), logprobs)
    else if (typeof logprobs === 'object' && logprobs !== null) this.#addFields(logprobs)
    else this.#other = logprobs
  }

  get value(): unknown {
    return this.#list ?? (this.#fields === undefined ? this.#other : Object.fromEntries(this.#fields))
  }

  #addFields(logprobs: object): void {
    const fields = (this.#fields ??= new Map<string, unknown>())
    for (const [name, value] of Object.entries(logprobs)) {
      const before = fields.get(name)
      if (Array.isArray(value)) fields.set(name, append(Array.isArray(before) ? before : [], value))
      else if (before === undefined || value !== null) fields.set(name, value)
    }
  }
}

function append(list: unknown[], more: readonly unknown[]): unknown[] {
  for (const one of more) list.push(one)
  return list
}
