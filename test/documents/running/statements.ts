import { spawnSync } from 'node:child_process'

/** Splits a script into statements that bash can run one by one: lines, and what continues over several of them. */
export function statementsOf(script: string): readonly string[] {
  const statements: string[] = []
  let unfinished = ''
  for (const line of script.split('\n')) {
    unfinished += unfinished === '' ? line : `\n${line}`
    if (!isComplete(unfinished)) continue
    if (!/^\s*(?:#.*)?$/.test(unfinished)) statements.push(unfinished.trim())
    unfinished = ''
  }
  return unfinished === '' ? statements : [...statements, unfinished]
}

function isComplete(text: string): boolean {
  if (text.endsWith('\\')) return false
  // An open quote, an open block and an open here-document: bash only warns about the last one.
  const { status, stderr } = spawnSync('bash', ['-n'], {
    input: text.replaceAll(/<[a-z][\w-]*>/gi, 'placeholder'),
    encoding: 'utf8',
  })
  return status === 0 && !stderr.includes('here-document')
}
