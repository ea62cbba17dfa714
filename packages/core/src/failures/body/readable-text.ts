/** Only this many characters of a page are searched for its title or text. */
const searchedCharacters = 64 * 1024

/** Shortens a text to one line for a message; of an HTML page, to its title or its visible text. */
export function readableText(raw: string, maxLength: number): string | undefined {
  const start = raw.slice(0, searchedCharacters)
  const isHtml = /^\s*<(!doctype|html|head|body)/i.test(start)
  const line = (isHtml ? (titleOf(start) ?? withoutTags(start)) : start).replace(/\s+/g, ' ').trim()
  if (line === '') return undefined
  const short = line.length > maxLength ? `${line.slice(0, maxLength)}…` : line
  return isHtml ? `an HTML page that says "${short}"` : short
}

// No repeated class in these patterns matches the `<` that they start with, so matching takes linear time.
function titleOf(html: string): string | undefined {
  const title = /<title[^<>]*>([^<]*)/i.exec(html)?.[1]
  return title?.trim() === '' ? undefined : title
}

function withoutTags(html: string): string {
  const [first = '', ...elements] = html.split(/(?=<(?:script|style)\b)/i)
  const visible = elements.map((element) => element.slice(endOfElement(element)))
  return [first, ...visible].join(' ').replace(/<[^<>]*>/g, ' ')
}

/** Finds the end of a script or style element, whose content is not visible text. */
function endOfElement(element: string): number {
  const end = element.search(/<\/(?:script|style)[^<>]*>/i)
  return end === -1 ? element.length : end
}
