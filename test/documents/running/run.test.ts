// Follows every document: runs its commands and its first program in order, as a reader would on an empty machine.
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { readDocuments } from '../markdown/documents.ts'
import { DocumentRun } from './document-run.ts'
import { isOutput } from './output.ts'
import { planOf, type Step } from './plan.ts'
import { World } from './world.ts'

const report: string[] = []
let world: World

beforeAll(async () => {
  world = await World.create(Object.values(inject('tarballs')))
})

afterAll(() => {
  world.remove()
  console.log(report.join('\n'))
})

// The root README first, because its clone is a fresh one.
const documents = readDocuments()
  .map((document) => ({ document, steps: planOf(document), path: document.path }))
  .filter(({ steps }) => steps.some(({ how }) => how !== 'elsewhere'))
  .toSorted((one, other) => Number(other.path === 'README.md') - Number(one.path === 'README.md'))

describe.each(documents)('$path', ({ document, steps, path }) => {
  let run: DocumentRun
  const printed = new Map<Step['block'], string>()

  beforeAll(async () => {
    run = await DocumentRun.start(world, document, steps)
  })

  afterAll(async () => {
    await run.end()
    if (steps.some((step) => 'place' in step && step.place === 'clone')) world.clone.reset()
  })

  it.each(steps)('$text', async (step) => {
    const { block, how, text } = step
    printed.set(block, (printed.get(block) ?? '') + (await run.do(step)))
    const line = `${path}:${block.line}`
    report.push(`${line}: ${how === 'elsewhere' ? step.why : how}: ${text.split('\n')[0]}`)
  })

  const outputs = document.blocks.filter(({ language, previous }) => language === 'text' && previous?.language === 'sh')

  it.runIf(outputs.length > 0)('prints what it shows', () => {
    for (const { code, previous, line } of outputs) {
      const output = (previous && printed.get(previous)) ?? ''
      expect(isOutput(code, output) || `${path}:${line}: the commands print:\n${output}`).toBe(true)
    }
  })
})
