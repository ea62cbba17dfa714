// Follows every document: runs its commands and its first program in order, as a reader would on an empty machine.
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { readDocuments } from './markdown/documents.ts'
import { DocumentRun } from './running/document-run.ts'
import { isOutput } from './running/output.ts'
import { choicesOf, planOf, type Step } from './running/plan.ts'
import { World } from './running/world.ts'

const report: string[] = []
let world: World

beforeAll(async () => {
  world = await World.create(Object.values(inject('tarballs')))
})

afterAll(async () => {
  console.log(report.join('\n'))
  await world.remove()
  // Hundreds of thousands of installed files take minutes on a busy disk.
}, 1_200_000)

// The root README first, because its clone is a fresh one.
const documents = readDocuments()
  .flatMap((document) =>
    choicesOf(document).map((choice) => ({
      document,
      steps: planOf(document, choice),
      path: document.path,
      name: choice === undefined ? document.path : `${document.path} (${choice})`,
    })),
  )
  .filter(({ steps }) => steps.some(({ how }) => how !== 'elsewhere'))
  .toSorted((one, other) => Number(other.path === 'README.md') - Number(one.path === 'README.md'))

describe.each(documents)('$name', ({ document, steps, name, path }) => {
  let run: DocumentRun
  const printed = new Map<Step['block'], string>()

  beforeAll(async () => {
    run = await DocumentRun.start(world, document, steps)
  })

  afterAll(async () => {
    await run.end()
  })

  it.each(steps)('$text', async (step) => {
    const { block, how, text } = step
    const output = await run.do(step)
    expect(output).toBeTypeOf('string')
    printed.set(block, (printed.get(block) ?? '') + output)
    report.push(`${name}:${block.line}: ${how === 'elsewhere' ? step.why : how}: ${text.split('\n')[0]}`)
  })

  it('has programs of the right types', async () => {
    expect(await run.checkTypes(steps)).toBeUndefined()
  })

  const outputs = document.blocks.filter(({ language, previous }) => language === 'text' && previous?.language === 'sh')

  it.runIf(outputs.length > 0)('prints what it shows', () => {
    for (const { code, previous, line } of outputs) {
      const output = (previous && printed.get(previous)) ?? ''
      expect(isOutput(code, output) || `${path}:${line}: the commands print:\n${output}`).toBe(true)
    }
  })
})
