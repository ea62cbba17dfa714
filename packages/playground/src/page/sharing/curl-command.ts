import type { RequestDraft } from '../../contract/playground-contract.ts'
import { hasSecrets } from '../../redaction/shareable-url.ts'

/**
 * Returns a command for POSIX shells that sends the request. It reads the key from the environment, and the URL too if parts
 * of it are secret. The body is a here-document, so nothing in it is special to the shell and its length is not limited.
 */
export function curlCommand({ url, headers, body }: RequestDraft): string {
  const stream = headers['accept']?.includes('text/event-stream')
  const options = [
    // Without --fail-with-body, a failed request would end with success.
    `curl --fail-with-body --silent --show-error${stream ? ' --no-buffer' : ''}`,
    // Brackets and braces in a URL are patterns to curl.
    ...(/[[\]{}]/.test(url) ? ['  --globoff'] : []),
    `  ${hasSecrets(url) ? '"$AZUREML_ENDPOINT_URL"' : quote(url)}`,
    ...Object.entries(headers).flatMap(headerOption),
    `  --data-binary @- <<'JSON'`,
  ]
  return `${options.join(' \\\n')}\n${printableJSON(body)}\nJSON\n`
}

/** Quotes text for a POSIX shell. */
function quote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`
}

function headerOption([name, value]: readonly [string, string]): string[] {
  if (setByCurl.has(name)) return []
  if (name === 'authorization') return ['  --header "Authorization: Bearer $AZUREML_ENDPOINT_API_KEY"']
  if (name === 'api-key' || name === 'x-api-key') return [`  --header "${name}: $AZUREML_ENDPOINT_API_KEY"`]
  // An empty value needs a semicolon: "name:" tells curl to remove the header.
  return [`  --header ${quote(value === '' ? `${name};` : `${name}: ${value}`)}`]
}

const setByCurl: ReadonlySet<string> = new Set([
  'content-length',
  'host',
  'user-agent',
  'connection',
  'accept-encoding',
])

/** Formats JSON, with control and formatting characters escaped: a terminal would interpret them when they are pasted. */
function printableJSON(body: unknown): string {
  return JSON.stringify(body, null, 2).replaceAll(/[^\P{Cc}\n]|[\p{Cf}\u2028\u2029]/gu, (character) =>
    [...Array(character.length).keys()].map((index) => unicodeEscape(character.charCodeAt(index))).join(''),
  )
}

function unicodeEscape(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, '0')}`
}
