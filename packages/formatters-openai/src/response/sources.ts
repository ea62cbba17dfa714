import { type Source, isFields, type Fields } from '@azureml-endpoints/core'
import { textOrUndefined } from '../json/json-object.ts'

/** More sources than any server sends; a stream with more is rejected, since each is remembered. */
const MAX_SOURCES = 10_000

/** Collects the sources of one answer, in order. Some servers repeat them in several fields, or in every event of a stream. */
export class SourceCollector {
  readonly #seen = new Set<string>()
  #count = 0

  /** Returns the sources of a body or event that are new; `message` is its message or delta. */
  collect(body: Fields, message: Fields): Source[] {
    const found: Source[] = []
    const { context } = message
    this.#addAll(body['search_results'], found)
    this.#addAll(message['annotations'], found)
    this.#addAll(message['citations'], found)
    if (isFields(context)) this.#addAll(context['citations'], found)
    if (Array.isArray(message['executed_tools'])) this.#addSearches(message['executed_tools'], found)
    // Last, since these are often only the URLs of the others.
    this.#addAll(body['citations'], found)
    return found
  }

  /** Adds what the server's own search tools have found. */
  #addSearches(tools: readonly unknown[], found: Source[]): void {
    for (const tool of tools) {
      const results = isFields(tool) ? tool['search_results'] : undefined
      if (isFields(results)) this.#addAll(results['results'], found)
    }
  }

  #addAll(list: unknown, found: Source[]): void {
    if (!Array.isArray(list)) return
    for (const item of list) {
      // Cohere lists the sources of each cited passage.
      if (isFields(item) && Array.isArray(item['sources'])) this.#addItems(item['sources'], found)
      else this.#addItems([item], found)
    }
  }

  #addItems(items: readonly unknown[], found: Source[]): void {
    for (const item of items) {
      const source = sourceOf(item)
      if (source !== undefined && this.#isNew(source)) found.push(source)
    }
  }

  /** A URL alone adds nothing to a source that has it too. */
  #isNew({ url, title, text }: Source): boolean {
    const isOnlyUrl = title === undefined && text === undefined
    const key = isOnlyUrl ? `${url}` : JSON.stringify([url, title, text?.length, text?.slice(0, MAX_KEY_LENGTH)])
    if (this.#seen.has(key)) return false
    this.#seen.add(key)
    if (url !== undefined) this.#seen.add(url)
    this.#count += 1
    if (this.#count > MAX_SOURCES) throw new Error(`The response has more than ${MAX_SOURCES} sources.`)
    return true
  }
}

/** Only the start of a text tells sources apart, so that long texts are not kept twice. */
const MAX_KEY_LENGTH = 200

/** Returns whether a body or event may have sources; a stream asks this for every event. */
export function mayHaveSources({ citations, search_results: results }: Fields): boolean {
  return isSet(citations) || isSet(results)
}

/** Returns whether a message or delta may have sources. */
export function messageMayHaveSources(message: Fields): boolean {
  const { annotations, citations, context, executed_tools: tools } = message
  return isSet(annotations) || isSet(citations) || isSet(context) || isSet(tools)
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== null
}

/**
 * Parses a source: a URL, or an object of OpenAI's annotations (`url_citation`, `file_citation`), Perplexity's search results
 * (`snippet`), the citations of Azure OpenAI on your data (`content`) and of others.
 */
function sourceOf(item: unknown): Source | undefined {
  if (typeof item === 'string') return item === '' ? undefined : { url: item }
  if (!isFields(item)) return undefined
  const inner = item['url_citation'] ?? item['file_citation'] ?? item['file'] ?? item['document'] ?? item
  const fields = isFields(inner) ? inner : item
  const source: { -readonly [Field in keyof Source]: Source[Field] } = {}
  const url = textOrUndefined(fields['url'])
  const title = textIn(fields, ['title', 'filename', 'filepath', 'name'])
  const text = textIn(fields, ['content', 'snippet', 'quote', 'cited_text', 'text'])
  if (url !== undefined) source.url = url
  if (title !== undefined) source.title = title
  if (text !== undefined) source.text = text
  return url === undefined && title === undefined && text === undefined ? undefined : source
}

function textIn(fields: Fields, names: readonly string[]): string | undefined {
  for (const name of names) {
    const text = textOrUndefined(fields[name])
    if (text !== undefined) return text
  }
  return undefined
}
