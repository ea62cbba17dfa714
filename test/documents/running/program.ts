// Programs that a reader copies from a document.
import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { root } from '../markdown/documents.ts'
import type { Block } from '../markdown/markdown.ts'
import { firstProgram, type Step } from './plan.ts'
import type { Session } from './session.ts'

/** Runs the first program of a document; returns what it prints. A test is run by vitest. */
export async function runProgram(block: Block, session: Session, folder: string): Promise<string> {
  const isTest = block.code.includes("from 'vitest'")
  const file = isTest ? firstProgram.replace('.ts', '.test.ts') : firstProgram
  writeFileSync(join(folder, file), `${block.code}\n`)
  await addOwnFiles(block, session, folder)
  const printed = await session.run(isTest ? 'npx vitest run' : `node ${file}`, folder)
  const isSilent = printed.trim() === '' && /console\.log|stdout\.write/.test(block.code)
  if (isSilent) throw new Error(`The program in line ${block.line} prints nothing.`)
  // The emulated model quotes the question.
  const isAnswered = !block.code.includes('Collatz') || printed.includes('Collatz')
  if (!isAnswered) throw new Error(`The program in line ${block.line} prints no answer:\n${printed}`)
  return printed
}

/** The files beside an example that it imports are the reader's own program, with what that needs. */
async function addOwnFiles({ code, example = '' }: Block, session: Session, folder: string): Promise<void> {
  for (const [, file = ''] of code.matchAll(/from '\.\/([\w-]+\.ts)'/g)) {
    const source = join(root, 'examples', dirname(example), file)
    copyFileSync(source, join(folder, file))
    const packages = Array.from(readFileSync(source, 'utf8').matchAll(/from '([^.'][^']*)'/g), ([, name]) => name)
    await session.run(`npm install ${packages.join(' ')}`, folder)
  }
}

/** Checks types: by the reader's own tsconfig.json, and of a program that only its document has. */
export async function checkTypes(steps: readonly Step[], session: Session, folder: string): Promise<void> {
  if (existsSync(join(folder, 'tsconfig.json'))) await session.run('npx tsc --noEmit', folder)
  if (!steps.some(({ how, block }) => how === 'program' && block.example === undefined)) return
  const tsc = join(root, 'node_modules/typescript/bin/tsc')
  const options = '--noEmit --strict --target es2023 --module esnext --moduleResolution bundler --skipLibCheck'
  await session.run(`node ${tsc} ${options} ${firstProgram}`, folder)
}
