// What every fenced block has to have.
import { spawnSync } from 'node:child_process'
import type { Block } from '../markdown/markdown.ts'
import { placeholdersIn, substitute } from '../running/substitutions.ts'

const languages = new Set('css diff html http ini json jsonl mermaid python sh text ts tsx vue yaml'.split(' '))
const otherNames: Readonly<Record<string, string>> = {
  bash: 'sh',
  console: 'sh',
  js: 'ts',
  jsonc: 'json',
  jsx: 'tsx',
  py: 'python',
  shell: 'sh',
  txt: 'text',
  typescript: 'ts',
  yml: 'yaml',
}

/** What is wrong with the language of a block. */
export function languageFaults({ language }: Block): readonly string[] {
  if (languages.has(language)) return []
  if (language === '') return ['The block has no language. Write one behind its fence: ts, sh, json, text …']
  const other = otherNames[language]
  if (other !== undefined) return [`Write \`\`\`${other} instead of \`\`\`${language}.`]
  return [`Nothing checks blocks of ${language}. Use ${[...languages].join(', ')}.`]
}

/** What is wrong with a block of shell commands, apart from names. */
export function shellFaults({ language, code, comments }: Block): readonly string[] {
  if (language !== 'sh') return []
  const needs = comments.find((comment) => comment.startsWith('needs'))
  if (needs !== undefined) {
    return /^needs Azure: \S/.test(needs) ? [] : [`Write <!-- needs Azure: <reason> --> instead of <!-- ${needs} -->.`]
  }
  if (/^\$ /m.test(code)) return ['Leave out the prompt "$ ", so that the command can be copied.']
  const filledIn = substitute(code, 'http://127.0.0.1')
  const unknown = placeholdersIn(filledIn)
  if (unknown.length > 0) return unknown.map(placeholderFault)
  const { status, stderr } = spawnSync('bash', ['-n'], { input: filledIn })
  return status === 0 ? [] : [`bash cannot parse it: ${stderr.toString().trim()}`]
}

function placeholderFault(text: string): string {
  return (
    `The tests do not know what to put in place of ${text}. Use another placeholder, add it to ` +
    'test/documents/running/substitutions.ts, or write <!-- needs Azure: <reason> --> above the block.'
  )
}
