// The packed packages in Bun and Deno, and with the oldest compiler that understands their declarations.
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { answers, portable, printing } from './program.ts'
import { makeProject, type Project } from './project.ts'

let consumer: Project
beforeAll(async () => {
  const tools = ['bun@1', 'deno@2', 'typescript@5.4', '@types/node@^24', 'zod@^4']
  consumer = await makeProject([...Object.keys(inject('tarballs')), '@langchain/core@^1.4.0', 'ai@^7', ...tools])
  await consumer.write('program.ts', printing)
})
afterAll(() => consumer.remove())

it('runs on Bun', async () => {
  expect(JSON.parse(await consumer.run('bun', 'program.ts'))).toEqual(expect.arrayContaining(answers))
})

it('runs on Deno', async () => {
  // `ai` asks for the name of the host; the packages themselves need the environment alone, and the network.
  const permissions = ['--allow-read', '--allow-env', '--allow-sys']
  const printed = await consumer.run('deno', 'run', '--no-prompt', ...permissions, 'program.ts')
  expect(JSON.parse(printed)).toEqual(expect.arrayContaining(answers))
})

it('has types for TypeScript 5.4', async () => {
  const imports = portable.map((name, index) => `export * as part${index} from '${name}'`)
  await consumer.write('types.ts', imports.join('\n'))
  const options = ['--strict', '--noEmit', '--skipLibCheck', '--module', 'nodenext', '--target', 'es2022']
  expect(await consumer.run('tsc', ...options, '--lib', 'es2023,dom,esnext.disposable', 'types.ts')).toBe('')
})
