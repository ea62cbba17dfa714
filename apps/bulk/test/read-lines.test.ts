import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readLines } from '../src/items/read-lines.ts'

const folder = mkdtempSync(join(tmpdir(), 'bulk-lines-'))
afterAll(() => rmSync(folder, { recursive: true }))

async function linesOf(content: string | Uint8Array): Promise<string[]> {
  const file = join(folder, 'lines')
  writeFileSync(file, content)
  const lines: string[] = []
  for await (const { number, text } of readLines(file)) lines.push(`${number} ${text}`)
  return lines
}

describe('reading lines', () => {
  it.each([
    ['', []],
    ['a', ['1 a']],
    ['a\n', ['1 a']],
    ['a\nb', ['1 a', '2 b']],
    ['\n\na\n \nb\n', ['3 a', '5 b']],
    ['\ufeffa\nb', ['1 a', '2 b']],
    ['a\u2028b\u2029c\u0085d\nx', ['1 a\u2028b\u2029c\u0085d', '2 x']],
  ])('reads %j', async (content, lines) => {
    expect(await linesOf(content)).toEqual(lines)
  })

  it('leaves the carriage return of Windows to JSON, which ignores it', async () => {
    const [first] = await linesOf('{"a":1}\r\n{"a":2}\r\n')
    expect(JSON.parse(first?.slice(2) ?? '')).toEqual({ a: 1 })
  })

  it('joins a line and a character that were cut between two reads', async () => {
    const long = 'ü😀'.repeat(100_000)
    expect(await linesOf(`${long}\n${long}`)).toEqual([`1 ${long}`, `2 ${long}`])
  })

  it('marks a line that is not UTF-8, and continues', async () => {
    expect(await linesOf(Uint8Array.of(97, 10, 0xff, 10, 98))).toEqual(['1 a', '2 undefined', '3 b'])
  })
})
