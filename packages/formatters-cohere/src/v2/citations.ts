import { type Source, isFields } from '@azureml-endpoints/core'
import { textOrUndefined } from '../json/json-object.ts'

/** Creates a function that returns the documents and tool results which citations refer to, each only once. */
export function openCitations(): (citations: unknown) => readonly Source[] | undefined {
  const seen = new Set<string>()
  return (citations) => {
    // A stream has one citation in each event, a whole answer has a list.
    const list: readonly unknown[] = Array.isArray(citations) ? citations : [citations]
    const sources: Source[] = []
    for (const citation of list) {
      const cited = isFields(citation) ? citation['sources'] : undefined
      for (const source of Array.isArray(cited) ? (cited as readonly unknown[]) : []) addNew(source, seen, sources)
    }
    return sources.length === 0 ? undefined : sources
  }
}

function addNew(cited: unknown, seen: Set<string>, sources: Source[]): void {
  if (!isFields(cited)) return
  const id = textOrUndefined(cited['id'])
  if (id !== undefined && seen.has(id)) return
  const source = toSource(cited['document'] ?? cited['tool_output'])
  if (source === undefined) return
  if (id !== undefined) seen.add(id)
  sources.push(source)
}

/** Converts a document, or the result of a tool, which has fields of its own. */
function toSource(document: unknown): Source | undefined {
  if (!isFields(document)) return undefined
  const url = textOrUndefined(document['url'])
  const title = textOrUndefined(document['title'])
  const text = ['text', 'snippet', 'content'].map((name) => textOrUndefined(document[name])).find(Boolean)
  if (url === undefined && title === undefined && text === undefined) {
    return Object.keys(document).length === 0 ? undefined : { text: JSON.stringify(document) }
  }
  return {
    ...(url !== undefined && { url }),
    ...(title !== undefined && { title }),
    ...(text !== undefined && { text }),
  }
}
