/** Only this many characters of a document are searched. */
const searchedCharacters = 64 * 1024

/** Elements that contain a message, in the order in which they are tried. */
const elements = ['message', 'faultstring', 'reason', 'description', 'detail', 'details', 'title', 'error']

/** Returns the message of an XML error, such as those of API gateways; `undefined` if a text is no XML error. */
export function markupMessage(text: string): string | undefined {
  if (!/^\s*<(?!!doctype|html|head|body)[?a-z]/i.test(text.slice(0, 200))) return undefined
  const start = text.slice(0, searchedCharacters)
  for (const name of elements) {
    const found = elementText(start, name)
    if (found !== undefined) return found
  }
  return undefined
}

/** Returns the code of an XML error. */
export function markupCode(text: string): string | undefined {
  return markupMessage(text) === undefined ? undefined : elementText(text.slice(0, searchedCharacters), 'code')
}

/** Returns the text of the first element with a name that has text; elements inside it are left out. */
function elementText(xml: string, name: string): string | undefined {
  // No repeated class matches the `<` that the pattern starts with, so matching takes linear time.
  const element = new RegExp(`<(?:[\\w.-]{1,40}:)?${name}(?:\\s[^<>]*)?>\\s*(?:<!\\[CDATA\\[)?([^<]*)`, 'gi')
  for (const [, content = ''] of xml.matchAll(element)) {
    const text = content
      .replace(/\]\]>.*$/s, '')
      .replace(/\s+/g, ' ')
      .trim()
    if (text !== '') return decoded(text).slice(0, 1000)
  }
  return undefined
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' }

function decoded(text: string): string {
  return text.replace(/&(lt|gt|quot|apos|amp);/g, (_all, name: string) => entities[name] ?? '')
}
