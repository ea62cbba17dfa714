// What a reader replaces in a command, and what stands there in the tests.

/** The key of the emulated endpoint, which the documents show too. */
export const key = 'my-api-key'

/** Fills in the placeholders of commands. `url` is that of an emulated endpoint, without a path. */
export function substitute(code: string, url: string): string {
  return code
    .replaceAll(endpoint, url)
    .replaceAll('<folder>', 'recordings')
    .replaceAll(/(?<=_API_KEY=)(['"]?)…\1/g, key)
    .replaceAll(/(?<=SECRET=)(['"]?)…\1/g, 'a-secret')
}

/** Lists what still has to be filled in: words in angle brackets, and what is left out. */
export function placeholdersIn(code: string): readonly string[] {
  return Array.from(withoutComments(code).matchAll(/<[a-z][\w-]*>|\S*…\S*/gi), ([text]) => text)
}

/** Removes the comments from a shell script. */
export function withoutComments(script: string): string {
  return script.replaceAll(/(^|\s)#.*$/gm, '$1')
}

// The hosts of Azure in our examples, with placeholders or with made-up names.
const endpoint =
  /https:\/\/(?:<your-endpoint>\.<your_region>|<your-resource>|my-[\w-]+(?:\.eastus2)?)\.[a-z.]+|https:\/\/…/g
