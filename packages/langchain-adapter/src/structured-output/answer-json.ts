import { parseJsonMarkdown } from '@langchain/core/output_parsers'

/**
 * Parses the JSON of an answer: as it stands, else what a code fence holds, with line breaks in its strings. LangChain looks for
 * these with patterns that take the square of an answer's length.
 * @throws SyntaxError when there is no JSON.
 */
export function parseAnswerJSON(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    const fenced = parseJsonMarkdown(text, String)
    try {
      return JSON.parse(fenced)
    } catch (error) {
      const escaped = withEscapedBreaks(fenced)
      if (escaped === fenced) throw error
      return JSON.parse(escaped)
    }
  }
}

/** Escapes the line breaks that models write into strings, where JSON has none. */
function withEscapedBreaks(json: string): string {
  let isInString = false
  return json.replace(/\\[^]|["\n\r]/g, (found) => {
    if (found === '"') isInString = !isInString
    if (!isInString || found.length > 1 || found === '"') return found
    return found === '\n' ? '\\n' : '\\r'
  })
}
