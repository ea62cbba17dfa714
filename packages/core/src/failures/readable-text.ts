/** Characters of a page in which its title or its words are looked for. */
const readCharacters = 64 * 1024

/** Makes one line of a text for a message: of an HTML page its title or words, and no more than a person reads. */
export function readableText(raw: string, longest: number): string | undefined {
  const start = raw.slice(0, readCharacters)
  const isHtml = /^\s*<(!doctype|html|head|body)/i.test(start)
  const line = (isHtml ? (titleOf(start) ?? withoutTags(start)) : start).replace(/\s+/g, ' ').trim()
  if (line === '') return undefined
  const short = line.length > longest ? `${line.slice(0, longest)}…` : line
  return isHtml ? `an HTML page that says "${short}"` : short
}

// No repeated class in these patterns matches the `<` that they start with: each character is looked at once.
function titleOf(html: string): string | undefined {
  const title = /<title[^<>]*>([^<]*)/i.exec(html)?.[1]
  return title?.trim() === '' ? undefined : title
}

function withoutTags(html: string): string {
  const [first = '', ...elements] = html.split(/(?=<(?:script|style)\b)/i)
  const visible = elements.map((element) => element.slice(endOfElement(element)))
  return [first, ...visible].join(' ').replace(/<[^<>]*>/g, ' ')
}

/** Finds the end of a script or style, whose content is no text. */
function endOfElement(element: string): number {
  const end = element.search(/<\/(?:script|style)[^<>]*>/i)
  return end === -1 ? element.length : end
}
