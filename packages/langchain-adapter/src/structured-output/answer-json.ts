import { parseJsonMarkdown } from '@langchain/core/output_parsers'

/**
 * Parses the JSON of an answer, which may be in a code fence or contain unescaped line breaks in its strings. LangChain's own
 * patterns for these take quadratic time.
 * @throws SyntaxError if there is no valid JSON.
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
