import { spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { familyOf } from '../../scripts/replay/families/family.ts'
import { loadFormatters } from '../../scripts/replay/families/formatters.ts'
import { wireOf } from '../../scripts/replay/families/wire.ts'
import { joinChunks } from '../../scripts/replay/playing/answer.ts'
import { cutsFor } from '../../scripts/replay/playing/cuts.ts'
import { replayFolder, type Result } from '../../scripts/replay/replay-folder.ts'
import { judgeAnswer } from '../../scripts/replay/verdict/judge.ts'
import { completion, recordings, writeRecordings } from './recordings.ts'

async function replayed(files: Parameters<typeof writeRecordings>[0]): Promise<Result[]> {
  const results: Result[] = []
  for await (const result of replayFolder(writeRecordings(files), await loadFormatters())) results.push(result)
  return results
}

describe('pnpm replay', () => {
  it.each(Object.keys(recordings))('reads the answer in %s', async (name) => {
    const results = await replayed({ [name]: recordings[name] ?? '' })
    expect(results[0]).toMatchObject({
      project: `owner/${name.replace(/\..*/, '')}`,
      family: expect.stringMatching(/^Chat completions(, streamed)?$/),
      verdict: { kind: 'equal' },
    })
  })

  it('plays an answer that is recorded twice once', async () => {
    const results = await replayed({ 'a.json': completion, 'b.json': completion })
    expect(results.map(({ verdict }) => verdict.kind)).toEqual(['equal', 'skipped'])
  })

  it('explains differences by its rules', async () => {
    const [choice] = completion.choices
    const message = { role: 'assistant', content: '<think>Short.</think>Yes' }
    const [result] = await replayed({ 'a.json': { ...completion, choices: [{ ...choice, message }] } })
    expect(result?.verdict).toEqual({ kind: 'by design', reasons: [expect.stringContaining('<think>')] })
  })

  it('expects a failure to be an error that says what the body says', async () => {
    const body = JSON.stringify({ error: { message: 'The made-up model is asleep.' } })
    const request = { method: 'POST', url: 'https://api.example.com/v1/chat/completions', headers: {} }
    const [result] = await replayed({ 'a.json': { request, response: { status: 503, headers: {}, body } } })
    expect(result).toMatchObject({ family: 'Failures', verdict: { kind: 'refused' } })
  })

  it('expects the answer of a format without a formatter to be refused', async () => {
    const [result] = await replayed({ 'a.json': { candidates: [{ content: { parts: [{ text: 'Hi' }] } }] } })
    expect(result).toMatchObject({ family: 'Gemini', verdict: { kind: 'refused' } })
  })

  it('skips what is not the answer of a model', async () => {
    const [result] = await replayed({ 'a.json': { weather: 'fine' } })
    expect(result?.verdict).toEqual({ kind: 'skipped', reasons: ['JSON of another service (weather)'] })
  })
})

describe('the comparison', () => {
  const wire = wireOf(JSON.stringify(completion))
  const family = familyOf(wire)
  if (family === undefined) throw new Error('The family of a chat completion is not known.')
  const answer = joinChunks([{ text: 'Grüße aus Köln', finishReason: 'stop', rawFinishReason: 'stop', raw: undefined }])
  const usage = { inputTokens: 3, outputTokens: 5, totalTokens: 8, raw: undefined }
  const read = { ...answer, usage, id: 'chat-1', model: 'made-up-1' }

  it('finds nothing where both read the same', () => {
    expect(judgeAnswer(family, wire, { answer: read })).toEqual({ kind: 'equal', reasons: [] })
  })

  it.each([
    ['text', { text: 'Grüße' }],
    ['reasoning', { reasoning: 'Hm.' }],
    ['finishReason', { rawFinishReason: 'length' }],
    ['finishReason meaning', { finishReason: 'length' as const }],
    ['usage.outputTokens', { usage: { ...usage, outputTokens: 6 } }],
    ['id', { id: undefined }],
    ['model', { model: 'another' }],
    ['toolCalls', { toolCalls: [{ id: 'a', name: 'b', arguments: '{}' }] }],
  ])('is red for another %s', (field, change) => {
    const { kind, reasons } = judgeAnswer(family, wire, { answer: { ...read, ...change } })
    expect([kind, reasons]).toEqual(['wrong', [expect.stringMatching(`^${field}: `)]])
  })

  it('is red for a wrong naive reading', () => {
    const readWhole = () => ({ text: 'Grüße', toolCalls: [] })
    expect(judgeAnswer({ ...family, readWhole }, wire, { answer: read }).kind).toBe('wrong')
  })

  it('is red for a cut that changes what is read, and for an error', () => {
    expect(judgeAnswer(family, wire, { answer: read, unequal: 'cut 1' }).kind).toBe('wrong')
    expect(judgeAnswer(family, wire, { error: new Error('no') }).kind).toBe('wrong')
  })
})

describe('cuts', () => {
  it('are many, end inside characters, and lose nothing', () => {
    const bytes = new TextEncoder().encode('Grüße aus Köln '.repeat(40))
    const pieces = cutsFor(bytes.length, 7).map((cut) => cut(bytes))
    expect(pieces.map((list) => Buffer.concat(list).equals(bytes))).toEqual([true, true, true, true])
    expect(pieces.at(-1)).toHaveLength(bytes.length)
    expect(pieces[0]?.some((piece) => Buffer.from(piece).toString().includes('\uFFFD'))).toBe(true)
  })
})

describe('the command', () => {
  const script = join(import.meta.dirname, '../../scripts/replay/replay.ts')

  function run(...words: readonly string[]): Promise<readonly [number | null, string]> {
    const child = spawn(process.execPath, ['--conditions=@azureml-endpoints/source', script, ...words])
    let output = ''
    child.stdout.on('data', (text) => (output += text))
    child.stderr.on('data', (text) => (output += text))
    return new Promise((resolve) => child.on('close', (code) => resolve([code, output])))
  }

  it('ends with 0 if nothing is wrong, and writes the tables into a page', async () => {
    const folder = writeRecordings({ 'a.json': completion })
    const page = join(folder, 'page.md')
    writeFileSync(page, 'Before\n<!-- replay: results -->\nold\n<!-- end -->\nAfter\n')
    const [code, output] = await run(folder, '--page', page, '--out', join(folder, 'results.txt'))
    const row = '| owner/a | Chat completions | 1 | 1 | 0 | 0 | 0 |'
    expect([code, output]).toEqual([0, expect.stringContaining(row)])
    expect(readFileSync(page, 'utf8')).toMatch(/^Before\n.*\| owner\/a \|.*After\n$/s)
    expect(readFileSync(join(folder, 'results.txt'), 'utf8')).toContain('"kind":"equal"')
  })

  it('ends with 1 if an answer is refused that a formatter has to read', async () => {
    const broken = { ...completion, choices: [{ index: 0, message: { content: 'Hi', tool_calls: 'none' } }] }
    const [code, output] = await run(writeRecordings({ 'a.json': broken }))
    expect([code, output]).toEqual([1, expect.stringContaining('wrong: owner+a/a.json (Chat completions)')])
  })

  it.each([
    [[], 'Usage: pnpm replay <folder>'],
    [['/no/such/folder'], 'There is no folder /no/such/folder.'],
    [[import.meta.dirname, '--formatter', 'NoFormatter'], 'There is no formatter NoFormatter. Pass one of '],
  ])('refuses %j', async (words, message) => {
    expect(await run(...words)).toEqual([1, expect.stringContaining(message)])
  })
})
