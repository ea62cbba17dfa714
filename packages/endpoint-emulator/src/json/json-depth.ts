/** The maximum nesting of a body; Python's parser fails at about twice as many levels. */
export const maxJsonDepth = 500

/** Finds where JSON exceeds the maximum nesting; `undefined` if it does not. Expects valid JSON. */
export function findExcessDepth(json: string): number | undefined {
  let depth = 0
  for (let at = 0; at < json.length; at++) {
    const code = json.charCodeAt(at)
    if (code === quote) at = endOfString(json, at)
    else if (code === openBracket || code === openBrace) {
      depth += 1
      if (depth > maxJsonDepth) return at
    } else if (code === closeBracket || code === closeBrace) depth -= 1
  }
  return undefined
}

function endOfString(json: string, start: number): number {
  let at = start + 1
  while (at < json.length && json.charCodeAt(at) !== quote) at += json.charCodeAt(at) === backslash ? 2 : 1
  return at
}

const [quote, backslash, openBracket, closeBracket, openBrace, closeBrace] = Array.from('"\\[]{}', (character) =>
  character.charCodeAt(0),
)
