/** Only this many characters are searched for what is wrong. */
const searchedCharacters = 64 * 1024

/** Says what a text is that should have been a JSON object; `undefined` if it is one, or nothing like JSON. */
export function jsonProblem(text: string): string | undefined {
  const start = text.trim().slice(0, searchedCharacters)
  if (start === '') return 'The body is empty.'
  if (start[0] === '"' && isValid(text)) return 'The body is a JSON string, not an object.'
  if (start[0] !== '{' && start[0] !== '[' && !/^-?(?:NaN|Infinity)$/.test(start)) return undefined
  if (isValid(text)) return undefined
  const outside = withoutStrings(start)
  const number = /-?\b(?:NaN|Infinity)\b/.exec(outside)?.[0]
  if (number !== undefined) {
    return `The body is not valid JSON: it contains ${number}, which Python writes but JSON does not have. Have the deployment return null or a finite number.`
  }
  if (/'|\b(?:None|True|False)\b/.test(outside)) {
    return 'The body is not JSON but a value as Python prints it. Have the deployment return a dictionary, or the result of json.dumps.'
  }
  if (!/[}\]]\s*$/.test(start) && text.length <= searchedCharacters) return 'The body is JSON that ends too early.'
  return 'The body is not valid JSON.'
}

function isValid(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** Removes the strings of a JSON text. */
function withoutStrings(json: string): string {
  return json.replace(/"(?:[^"\\]|\\.)*"?/g, '""')
}
