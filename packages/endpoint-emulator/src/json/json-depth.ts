/** Levels of nesting that a body may have; Python's parser gives up at about twice as many. */
export const deepestJson = 500

/** Finds where a JSON text nests deeper than allowed; `undefined` when it does not. What is no JSON may be judged wrongly. */
export function findTooDeep(json: string): number | undefined {
  let depth = 0
  for (let at = 0; at < json.length; at++) {
    const code = json.charCodeAt(at)
    if (code === quote) at = endOfString(json, at)
    else if (code === openBracket || code === openBrace) {
      depth += 1
      if (depth > deepestJson) return at
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
